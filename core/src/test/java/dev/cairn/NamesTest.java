package dev.cairn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rule for names, and the types that keep it. */
final class NamesTest {

  static Stream<String> goodNames() {
    return Stream.of(
        "a",
        " ",
        "$",
        "$audit-1",
        "account-123",
        "Überweisung",
        "😀",
        "a/b\\c\"d'e%",
        "\u00a0",
        "\u2028",
        "x".repeat(255),
        "é".repeat(127) + "x",
        "😀".repeat(63) + "abc");
  }

  @ParameterizedTest
  @MethodSource("goodNames")
  void aGoodNameIsKeptAsItIs(String name) {
    assertEquals(name, Names.checked("name", name));
    assertEquals(name, StreamId.of(name).toString());
    assertEquals(name, EventType.of(name).toString());
    assertEquals(name, Tag.of(name).toString());
  }

  static Stream<Arguments> badNames() {
    return Stream.of(
        arguments("", "'': it is empty"),
        arguments("a\nb", "'a?b': it holds the control character U+000A at character 2"),
        arguments("\u0000", "'?': it holds the control character U+0000 at character 1"),
        arguments("ab\u007f", "'ab?': it holds the control character U+007F at character 3"),
        arguments("\u009b31m", "'?31m': it holds the control character U+009B at character 1"),
        arguments("x\ud83d", "'x?': it holds half a surrogate pair"),
        arguments("\ude00\ud83d", "'??': it holds half a surrogate pair"),
        arguments(
            "x".repeat(256),
            "'" + "x".repeat(40) + "…': it has 256 bytes of UTF-8, the limit is 255"),
        arguments(
            "é".repeat(128),
            "'" + "é".repeat(40) + "…': it has 256 bytes of UTF-8, the limit is 255"),
        arguments(
            "x" + "😀".repeat(64),
            "'x" + "😀".repeat(39) + "…': it has 257 bytes of UTF-8, the limit is 255"));
  }

  @ParameterizedTest
  @MethodSource("badNames")
  void aBadNameIsRefusedAndShownWithoutWhatATerminalWouldObey(String name, String fault) {
    InvalidNameException refused =
        assertThrows(InvalidNameException.class, () -> Names.checked("thing", name));

    assertEquals("invalid thing " + fault, refused.getMessage());
    assertEquals("thing", refused.what());
    assertEquals(name, refused.name());
  }

  static Stream<Arguments> kinds() {
    return Stream.of(
        arguments("stream", (Function<String, Object>) StreamId::of),
        arguments("type", (Function<String, Object>) EventType::of),
        arguments("tag", (Function<String, Object>) Tag::of),
        arguments("request id", (Function<String, Object>) id -> RequestKey.of(id, new byte[0])),
        arguments(
            "content type", (Function<String, Object>) type -> Payload.of(type, new byte[0])));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyKindOfNameKeepsTheRule(String what, Function<String, Object> named) {
    InvalidNameException refused =
        assertThrows(InvalidNameException.class, () -> named.apply("a\tb"));

    assertEquals(what, refused.what());
    assertEquals(
        "invalid %s 'a?b': it holds the control character U+0009 at character 2".formatted(what),
        refused.getMessage());
  }

  @Test
  void namesAreComparedByteForByte() {
    List<String> ordered = List.of("A", "a", "a-", "aa", "e\u0301", "é", "\uff5e", "😀");

    for (String one : ordered) {
      for (String other : ordered) {
        int expected =
            Integer.signum(
                Arrays.compareUnsigned(
                    one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8)));
        String pair = one + " and " + other;
        assertEquals(
            expected, Integer.signum(StreamId.of(one).compareTo(StreamId.of(other))), pair);
        assertEquals(
            expected, Integer.signum(EventType.of(one).compareTo(EventType.of(other))), pair);
        assertEquals(expected, Integer.signum(Tag.of(one).compareTo(Tag.of(other))), pair);
      }
    }
    assertNotEquals(StreamId.of("e\u0301"), StreamId.of("é"));
  }

  @ParameterizedTest
  @CsvSource({
    "account-123, account",
    "account, account",
    "account-, account",
    "-1, ''",
    "a-b-c, a",
    "$audit-a-1, $audit",
    "konto–1, konto–1"
  })
  void theCategoryIsThePartBeforeTheFirstDash(String name, String category) {
    assertEquals(category, StreamId.of(name).category());
  }

  @Test
  void aStreamIsMadeOfItsCategoryAndKey() {
    assertEquals(StreamId.of("account-a-1"), StreamId.of("account", "a-1"));
    assertEquals(
        "invalid category 'bank-account': it holds a '-', which ends a category",
        assertThrows(InvalidNameException.class, () -> StreamId.of("bank-account", "1"))
            .getMessage());
  }

  @Test
  void aStreamWhoseNameBeginsWithADollarIsCairnsOwn() {
    assertTrue(StreamId.of("$audit-1").isSystem());
    assertFalse(StreamId.of("audit$").isSystem());
  }
}
