package dev.cairn.log.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cairn.testkit.SeededRandom;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HexTest {

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void theDigitsAreThoseOfTheJdk() {
    SeededRandom.forEachSeed(
        1_000,
        random -> {
          int bits = random.nextInt();
          assertEquals(
              EightBytes.at(ascii("%08x".formatted(bits)), 0), Hex.digits(bits), () -> "" + bits);
        });
  }

  @Test
  void aUuidIsReadAsItIsWritten() {
    SeededRandom.forEachSeed(
        1_000,
        random -> {
          UUID id = new UUID(random.nextLong(), random.nextLong());
          assertEquals(Optional.of(id), Hex.uuid(ascii("\"" + id + "\""), 1));
        });
  }

  @Test
  void anyOtherCharacterInAUuidIsSeen() {
    String id = "01990000-0000-7000-8000-00000000000a";
    for (int at = 0; at < id.length(); at++) {
      for (char c = 0; c < 256; c++) {
        String text = id.substring(0, at) + c + id.substring(at + 1);
        Optional<UUID> expected =
            text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
                ? Optional.of(UUID.fromString(text))
                : Optional.empty();
        assertEquals(expected, Hex.uuid(text.getBytes(StandardCharsets.ISO_8859_1), 0), text);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "01990000-0000-7000-8000-00000000000", "1-1-1-1-1"})
  void whatIsShorterIsNoUuid(String text) {
    assertEquals(Optional.empty(), Hex.uuid(ascii(text), 0));
  }
}
