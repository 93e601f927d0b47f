package dev.cairn.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.bench.Options.WrongCallException;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RowsTest {

  private static final Rows ALL = Rows.all(Sizes.quick(OptionalLong.empty()));

  private static List<String> only(String... choices) throws WrongCallException {
    return ALL.only(List.of(choices)).names();
  }

  @Test
  void noChoiceIsAllRowsEachOnce() throws WrongCallException {
    assertEquals(ALL.names(), only());
    assertEquals(ALL.names().stream().distinct().toList(), only());
  }

  @Test
  void aRowIsChosenByItsNameOrWithAllOfItsKind() throws WrongCallException {
    assertEquals(List.of("single/8", "async/1024"), only("async/1024", "single/8"));
    assertEquals(List.of("single/1", "single/8", "single/64", "single/256"), only("single"));
  }

  @Test
  void whatARowNeedsComesBeforeIt() throws WrongCallException {
    assertEquals(List.of("peers", "fill", "disk", "scan"), only("scan"));
    assertEquals(List.of("fill", "disk", "open/killed"), only("open/killed"));
    assertTrue(only("stream/100").contains("peers"));
  }

  @Test
  void whatOthersNeedHasMoreOfTheTime() {
    assertEquals(1, ALL.shares(List.of("scan")));
    assertEquals(4, ALL.shares(List.of("peers")));
    assertEquals(0, ALL.shares(List.of("batch-1000/1")));
  }

  @Test
  void aChoiceOfNothingIsRefusedWithTheRowsThereAre() {
    WrongCallException refused =
        assertThrows(WrongCallException.class, () -> only("scan", "scans"));

    String message = String.valueOf(refused.getMessage());
    assertTrue(message.startsWith("there is no row 'scans'; the rows are single/1, "), message);
  }
}
