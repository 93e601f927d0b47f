package dev.cairn.log.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.testkit.SeededRandom;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EightBytesTest {

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void theFirstOfACharacterIsFoundWhateverTheOtherBytesAre() {
    SeededRandom.forEachSeed(
        2_000,
        random -> {
          byte[] bytes = random.bytes(random.nextInt(40));
          for (int i = 0; i < bytes.length; i++) {
            bytes[i] = random.percent(70) ? (byte) ('\n' + random.nextInt(3) - 1) : bytes[i];
          }
          int from = random.nextInt(bytes.length + 1);
          int expected = from;
          while (expected < bytes.length && bytes[expected] != '\n') {
            expected++;
          }
          assertEquals(
              expected == bytes.length ? -1 : expected,
              EightBytes.indexOf(bytes, '\n', from, bytes.length));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "seven77", "eight888", "nine99999", "sixteen-16161616"})
  void aLiteralStandsWhereItsTextIsAndNowhereElse(String text) {
    Literal literal = Literal.of(text);
    byte[] line = ascii("ab" + text + "\"and eight more");

    assertTrue(literal.stands(line, 2));
    assertFalse(literal.stands(line, 3));
    for (int i = 0; i < text.length(); i++) {
      byte[] other = line.clone();
      other[2 + i] ^= 1;
      assertFalse(literal.stands(other, 2), "changed at " + i);
    }
    assertFalse(literal.stands(line, line.length - 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "seventeen-1717171"})
  void aLiteralHasOneToSixteenCharacters(String text) {
    assertThrows(IllegalArgumentException.class, () -> Literal.of(text));
  }
}
