package dev.cairn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PositionTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0",
    "42, 0, 42, 0",
    "42.3, 0, 42, 3",
    "1:42.3, 1, 42, 3",
    "7:0, 7, 0, 0",
    "2147483647:9223372036854775807.2147483647, 2147483647, 9223372036854775807, 2147483647"
  })
  void whatIsWrittenIsReadBack(String text, int partition, long sequence, int child) {
    Position position = new Position(partition, sequence, child);

    assertEquals(text, position.toString());
    assertEquals(position, Position.parse(text));
  }

  /** As the names of segments are written. */
  @Test
  void leadingZerosAreRead() {
    assertEquals(Position.of(1_000_001), Position.parse("00000000000001000001"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "42 ",
        " 42",
        "x",
        "+42",
        "-0",
        "-1",
        "+0:1",
        "1:+1",
        "1.+1",
        "1.-0",
        "-0:1",
        "٤٢",
        "４２",
        "1.",
        ".1",
        ":1",
        "1:",
        "1.2:3",
        "1:2:3",
        "1.2.3",
        "1e3",
        "0x10",
        "1_000",
        "9223372036854775808",
        "2147483648:1",
        "1.2147483648",
        "1\n"
      })
  void anythingElseIsNoPosition(String text) {
    assertEquals(
        "'%s' is not a position; one looks like 42".formatted(text),
        assertThrows(IllegalArgumentException.class, () -> Position.parse(text)).getMessage());
  }

  @Test
  void positionsAreOrderedByPartitionThenSequenceThenChild() {
    List<Position> ordered =
        List.of(
            Position.START,
            new Position(0, 0, 1),
            Position.of(1),
            new Position(0, 1, 1),
            new Position(0, 1, 2),
            Position.of(2),
            Position.of(Long.MAX_VALUE),
            new Position(1, 0, 0),
            new Position(1, 1, 0));

    for (int i = 0; i < ordered.size(); i++) {
      for (int j = 0; j < ordered.size(); j++) {
        Position one = ordered.get(i);
        Position other = ordered.get(j);
        assertEquals(Integer.compare(i, j), Integer.signum(one.compareTo(other)));
        assertEquals(i > j, one.isAfter(other));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"-1, 0, 0, -1:0.0", "0, -1, 0, 0:-1.0", "0, 0, -1, 0:0.-1"})
  void noPartIsNegative(int partition, long sequence, int child, String shown) {
    assertEquals(
        "a position has no negative part: " + shown,
        assertThrows(IllegalArgumentException.class, () -> new Position(partition, sequence, child))
            .getMessage());
  }
}
