package dev.cairn.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.InvalidJsonException;
import dev.cairn.JsonText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON check beside a parser that shares nothing with it: both accept the same texts, but for
 * what Cairn alone refuses, and the line that is kept means what was given. {@code
 * -Dcairn.jsonTexts=N} for more.
 */
@Tag("fuzz")
final class JsonPropertyTest {

  private static final int TEXTS = Integer.getInteger("cairn.jsonTexts", 400);
  private static final int MUTATIONS = 25;
  private static final int DEPTH_MAX = 4;

  private static final JsonMapper JACKSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  @Test
  void everyRandomTextIsAcceptedAndItsLineMeansTheSame() {
    SeededRandom.forEachSeed(
        TEXTS,
        random -> {
          byte[] compact = utf8(RandomJson.compact(random).value(DEPTH_MAX));
          assertEquals(text(compact), text(JsonText.checkedLine(compact)));

          byte[] spaced = utf8(RandomJson.spaced(random).object(DEPTH_MAX));
          byte[] line = JsonText.checkedLine(spaced);
          for (byte one : line) {
            assertTrue(one < 0 || one >= 0x20, () -> "a line broken by " + one);
          }
          assertEquals(parsed(spaced).orElseThrow(), parsed(line).orElseThrow());
        });
  }

  @Test
  void aTextWithOneOtherByteIsAcceptedExactlyWhereAnotherParserDoes() {
    SeededRandom.forEachSeed(
        TEXTS,
        random -> {
          byte[] text = utf8(RandomJson.spaced(random).value(DEPTH_MAX));
          for (int i = 0; i < MUTATIONS; i++) {
            assertJudgedAlike(mutated(text, random));
          }
        });
  }

  private static void assertJudgedAlike(byte[] text) {
    Optional<JsonNode> parsed = parsed(text);
    try {
      byte[] line = JsonText.checkedLine(text);
      assertTrue(parsed.isPresent(), () -> "accepted wrongly: " + text(text));
      assertEquals(parsed, parsed(line), () -> text(text) + " as " + text(line));
    } catch (InvalidJsonException refused) {
      // An escaped half of a surrogate pair is JSON, but no text.
      assertTrue(
          parsed.isEmpty() || refused.reason().equals("half a surrogate pair"),
          () -> "refused wrongly: " + text(text) + ": " + refused.getMessage());
    }
  }

  /** One byte replaced, left out or added: mostly one that means something in JSON. */
  private static byte[] mutated(byte[] text, SeededRandom random) {
    String meaningful = "{}[]\",:\\/ \t\n\r0123456789+-.eEtfnudD";
    byte other =
        (byte)
            (random.percent(70)
                ? meaningful.charAt(random.nextInt(meaningful.length()))
                : random.nextInt(256));
    int at = random.nextInt(text.length);
    ByteBuffer mutated = ByteBuffer.allocate(text.length + 1).put(text, 0, at);
    switch (random.nextInt(3)) {
      case 0 -> mutated.put(other).put(text, at + 1, text.length - at - 1);
      case 1 -> mutated.put(text, at + 1, text.length - at - 1);
      default -> mutated.put(other).put(text, at, text.length - at);
    }
    byte[] bytes = new byte[mutated.flip().remaining()];
    mutated.get(bytes);
    return bytes;
  }

  /**
   * What the other parser reads, where the JDK's decoder finds no fault with the UTF-8. That parser
   * would take text with a zero byte for UTF-16; no such text is JSON.
   */
  private static Optional<JsonNode> parsed(byte[] text) {
    try {
      String decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
      if (decoded.indexOf('\0') >= 0) {
        return Optional.empty();
      }
      JsonNode node = JACKSON.readTree(text);
      return node.isMissingNode() ? Optional.empty() : Optional.of(node);
    } catch (CharacterCodingException | JacksonException fault) {
      return Optional.empty();
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
