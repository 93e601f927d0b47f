package dev.cairn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTextTest {

  private static String line(String text) {
    return new String(JsonText.checkedLine(JsonText.encode(text)), StandardCharsets.UTF_8);
  }

  private static InvalidJsonException refusal(byte[] utf8) {
    return assertThrows(InvalidJsonException.class, () -> JsonText.checkedLine(utf8));
  }

  private static void assertRefused(byte[] utf8, int line, int column, String reason) {
    InvalidJsonException refused = refusal(utf8);
    assertEquals(
        "invalid JSON at line %d, column %d: %s".formatted(line, column, reason),
        refused.getMessage());
    assertEquals(line, refused.line());
    assertEquals(column, refused.column());
    assertEquals(reason, refused.reason());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "false",
        "0",
        "-0",
        "-0.0e-0",
        "10",
        "1.50",
        "1e5",
        "1E+05",
        "123456789012345678901234567890.123456789e-400",
        "\"\"",
        "\" two  spaces, \u007f, \u0085 and \u2028 \"",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\\u00e9\\uD83D\\uDE00\"",
        "\"é ߿ ࠀ \ud7ff \ue000 \uffff 😀 \udbff\udfff\"",
        "[]",
        "{}",
        "[ ]",
        "{  }",
        "[1,  2 , [ ] ]",
        "{ \"a\" : 1 , \"b\":{\"a\":[{\"a\":1},{\"a\":2}]} }",
        "{\"a\":1,\"A\":2,\"a \":3,\"\":4}"
      })
  void whatIsAcceptedIsKeptByteForByte(String text) {
    assertEquals(text, line(text));
  }

  static Stream<Arguments> blanks() {
    return Stream.of(
        arguments(" \t\r\n null \t\r\n ", "null"),
        arguments("[\n]", "[ ]"),
        arguments("[\t1\r\n,\n\n2 ,  3]", "[ 1 , 2 ,  3]"),
        arguments("{\n  \"a\":\t1,\r\n  \"b\" : [ 2 ]\n}", "{ \"a\": 1, \"b\" : [ 2 ] }"),
        arguments("\n{\"a\"\n:\n1}", "{\"a\" : 1}"),
        arguments("[ \" \\n  \" ]", "[ \" \\n  \" ]"));
  }

  @ParameterizedTest
  @MethodSource("blanks")
  void aBlankThatBreaksTheLineBecomesOneSpace(String text, String expected) {
    assertEquals(expected, line(text));
  }

  @Test
  void theLineIsAlwaysANewArray() {
    byte[] in = {'1'};

    assertNotSame(in, JsonText.checkedLine(in));
    assertArrayEquals(in, JsonText.checkedLine(in));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments("", 1, 1, "the text ends where a value is expected"),
        arguments(" \n ", 2, 2, "the text ends where a value is expected"),
        arguments("[", 1, 2, "the text ends where a value is expected"),
        arguments("[1", 1, 3, "the text ends inside an array"),
        arguments("[1,", 1, 4, "the text ends where a value is expected"),
        arguments("{", 1, 2, "the text ends inside an object"),
        arguments("{\"a\"", 1, 5, "the text ends after a key"),
        arguments("{\"a\":", 1, 6, "the text ends where a value is expected"),
        arguments("{\"a\":1", 1, 7, "the text ends inside an object"),
        arguments("{\"a\":1,", 1, 8, "the text ends inside an object"),
        arguments("\"a", 1, 3, "the text ends inside a string"),
        arguments("\"a\\", 1, 4, "the text ends inside a string"),
        arguments("[1,]", 1, 4, "unexpected ']' where a value is expected"),
        arguments("[,1]", 1, 2, "unexpected ',' where a value is expected"),
        arguments("[1 2]", 1, 4, "unexpected '2', expected ',' or ']'"),
        arguments("[1}", 1, 3, "unexpected '}', expected ',' or ']'"),
        arguments("{\"a\":1]", 1, 7, "unexpected ']', expected ',' or '}'"),
        arguments("{\"a\":1,}", 1, 8, "unexpected '}' where a key is expected"),
        arguments("{a:1}", 1, 2, "unexpected 'a' where a key is expected"),
        arguments("{1:1}", 1, 2, "unexpected '1' where a key is expected"),
        arguments("{\"a\" 1}", 1, 6, "expected ':' after the key"),
        arguments("'a'", 1, 1, "unexpected ''' where a value is expected"),
        arguments("nul", 1, 1, "unexpected 'n' where a value is expected"),
        arguments("True", 1, 1, "unexpected 'T' where a value is expected"),
        arguments("NaN", 1, 1, "unexpected 'N' where a value is expected"),
        arguments("// x\n1", 1, 1, "unexpected '/' where a value is expected"),
        arguments("1 // x", 1, 3, "unexpected '/' after the end of the value"),
        arguments("{}\n{}", 2, 1, "unexpected '{' after the end of the value"),
        arguments("nullx", 1, 5, "unexpected 'x' after the end of the value"),
        arguments("1\u00a0", 1, 2, "unexpected byte 0xC2 after the end of the value"),
        arguments("\ufeff{}", 1, 1, "unexpected byte 0xEF where a value is expected"),
        arguments("\f1", 1, 1, "unexpected byte 0x0C where a value is expected"));
  }

  @ParameterizedTest
  @MethodSource
  void refused(String text, int line, int column, String reason) {
    assertRefused(JsonText.encode(text), line, column, reason);
  }

  static Stream<Arguments> numbers() {
    return Stream.of(
        arguments("-", 2, "expected a digit"),
        arguments("-a", 2, "expected a digit"),
        arguments("1.", 3, "expected a digit"),
        arguments("1.e1", 3, "expected a digit"),
        arguments("1e", 3, "expected a digit"),
        arguments("1e+", 4, "expected a digit"),
        arguments("01", 2, "unexpected '1' after the end of the value"),
        arguments("-01", 3, "unexpected '1' after the end of the value"),
        arguments("1e1.5", 4, "unexpected '.' after the end of the value"),
        arguments("0x1", 2, "unexpected 'x' after the end of the value"),
        arguments("+1", 1, "unexpected '+' where a value is expected"),
        arguments(".5", 1, "unexpected '.' where a value is expected"),
        arguments("Infinity", 1, "unexpected 'I' where a value is expected"),
        arguments("٣", 1, "unexpected byte 0xD9 where a value is expected"));
  }

  @ParameterizedTest
  @MethodSource
  void numbers(String text, int column, String reason) {
    assertRefused(JsonText.encode(text), 1, column, reason);
  }

  static Stream<Arguments> strings() {
    return Stream.of(
        arguments("\"a\nb\"", 3, "raw control character U+000A in a string"),
        arguments("\"\t\"", 2, "raw control character U+0009 in a string"),
        arguments("\"é😀\u0000\"", 4, "raw control character U+0000 in a string"),
        arguments("\"\u001f\"", 2, "raw control character U+001F in a string"),
        arguments("\"\\x\"", 2, "unknown escape: a backslash before 'x'"),
        arguments("\"\\é\"", 2, "unknown escape: a backslash before byte 0xC3"),
        arguments("\"\\U0041\"", 2, "unknown escape: a backslash before 'U'"),
        arguments("\"\\u12g4\"", 2, "\\u needs four hex digits"),
        arguments("\"\\u12\"", 2, "\\u needs four hex digits"),
        arguments("\"\\u12", 2, "\\u needs four hex digits"),
        arguments("\"\\ud83d\"", 2, "half a surrogate pair"),
        arguments("\"\\ude00\"", 2, "half a surrogate pair"),
        arguments("\"\\ud83d\\ud83d\"", 2, "half a surrogate pair"),
        arguments("\"\\ud83dx\"", 2, "half a surrogate pair"),
        arguments("\"\\ud83d\\n\"", 2, "half a surrogate pair"),
        arguments("\"ab\\ud83d", 4, "half a surrogate pair"));
  }

  @ParameterizedTest
  @MethodSource
  void strings(String text, int column, String reason) {
    assertRefused(JsonText.encode(text), 1, column, reason);
  }

  @ParameterizedTest
  @CsvSource({"80", "bf", "c080", "c1bf", "c3", "c328", "e0809f", "e09fbf", "e282", "e28228"})
  void overlongAndBrokenUtf8IsRefused(String hex) {
    assertInvalidUtf8(hex);
  }

  @ParameterizedTest
  @CsvSource({"eda080", "edbfbf", "f08fbfbf", "f0808080", "f4908080", "f5808080", "f09f98", "ff"})
  void surrogatesAndWhatIsBeyondUnicodeIsRefused(String hex) {
    assertInvalidUtf8(hex);
  }

  private static void assertInvalidUtf8(String hex) {
    byte[] utf8 = HexFormat.of().parseHex("5b0a22c3a9" + hex + "225d");

    assertRefused(
        utf8,
        2,
        3,
        "invalid UTF-8 (byte 0x%s)".formatted(hex.substring(0, 2).toUpperCase(Locale.ROOT)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "\ude00", "\ude00\ud83d", "x\ud83d\ud83d\ude00"})
  void aRawHalfOfASurrogatePairIsRefusedAtItsPlace(String half) {
    int column = half.startsWith("x") ? 4 : 3;

    InvalidJsonException refused =
        assertThrows(InvalidJsonException.class, () -> Payload.json("[\n\"é" + half + "\"]"));

    assertEquals(
        "invalid JSON at line 2, column %d: half a surrogate pair".formatted(column),
        refused.getMessage());
  }

  static Stream<Arguments> duplicates() {
    return Stream.of(
        arguments("{\"a\":1,\"a\":2}", 8, "a"),
        arguments("{\"\":1,\"\":2}", 7, ""),
        arguments("{\"a\":1,\"\\u0061\":2}", 8, "a"),
        arguments("{\"\\u00e9\":1,\"é\":2}", 13, "é"),
        arguments("{\"/\":1,\"\\/\":2}", 8, "/"),
        arguments("{\"\\uD83D\\uDE00\":1,\"😀\":2}", 19, "😀"),
        arguments("{\"a\":{\"b\":1,\"b\":2}}", 13, "b"),
        arguments("{\"a\":{\"a\":1},\"b\":[{}],\"a\":2}", 23, "a"));
  }

  @ParameterizedTest
  @MethodSource
  void duplicates(String text, int column, String key) {
    assertRefused(JsonText.encode(text), 1, column, "duplicate key \"%s\"".formatted(key));
  }

  /** Around the number of keys where comparing gives way to a set. */
  @ParameterizedTest
  @ValueSource(ints = {2, 15, 16, 17, 18, 40, 1_000})
  void duplicateKeysAreFoundInLargeObjects(int keys) {
    String members =
        IntStream.range(0, keys)
            .mapToObj("\"k%d\":{\"k0\":[{\"k0\":1}]}"::formatted)
            .collect(Collectors.joining(","));
    String distinct = "{" + members + "}";
    String duplicate = "{" + members + ",\"\\u006b" + (keys - 1) + "\":1}";

    assertEquals(distinct, line(distinct));
    assertRefused(
        JsonText.encode(duplicate),
        1,
        members.length() + 3,
        "duplicate key \"k%d\"".formatted(keys - 1));
  }

  @ParameterizedTest
  @CsvSource({"[,]", "'{\"a\":',}", "'[{\"a\":',}]"})
  void oneHundredLevelsAreAcceptedAndOneMoreIsRefused(String open, String close) {
    int each = close.length();
    String deepest = open.repeat(100 / each) + 0 + close.repeat(100 / each);
    int place = open.repeat(100 / each).length();

    assertEquals(deepest, line(deepest));
    assertRefused(
        JsonText.encode(deepest.replace("0", "[]")), 1, place + 1, "nested more than 100 deep");
    assertRefused(JsonText.encode("[".repeat(1_000_000)), 1, 101, "nested more than 100 deep");
  }

  @Test
  void manyShallowValuesAreNotDeep() {
    String wide = "[" + "[],{},".repeat(1_000) + "0]";

    assertEquals(wide, line(wide));
  }

  @Test
  void escapesAreResolved() {
    assertEquals(
        "\"\\/\b\f\n\r\té😀x",
        JsonText.unescaped("\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00E9\\ud83d\\uDE00x"));
  }

  /** Strings are looked at eight bytes at a time, so a byte may stand anywhere among those. */
  @ParameterizedTest
  @ValueSource(bytes = {0, 1, 0x1f, (byte) 0x80, (byte) 0xc0, (byte) 0xff, '\\'})
  void aByteThatDoesNotBelongIntoAStringIsFoundWhereverItStands(byte strange) {
    for (int at = 0; at < 24; at++) {
      byte[] text = ("\"" + "x ~".repeat(9) + "\"").getBytes(StandardCharsets.UTF_8);
      text[1 + at] = strange;

      InvalidJsonException fault =
          assertThrows(InvalidJsonException.class, () -> JsonText.checkedLine(text));

      String place = "line 1, column " + (at + 2);
      assertTrue(fault.toString().contains(place), fault.toString());
    }
  }
}
