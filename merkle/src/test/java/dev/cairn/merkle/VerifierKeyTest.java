package dev.cairn.merkle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VerifierKeyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        NoteVectors.PETER,
        NoteVectors.ENOCH,
        NoteVectors.FOO,
        NoteVectors.TESSERA,
        NoteVectors.SUMDB
      })
  void publishedKeysAreReadAndWritten(String text) {
    VerifierKey key = VerifierKey.parse(text);
    assertEquals(text, key.toString());
    assertEquals(KeyType.ED25519, key.type());
    assertEquals(key, VerifierKey.parse(text));
    assertEquals(text.substring(0, text.indexOf('+')), key.name());
  }

  @Test
  void aKeyOfMlDsaIsReadAndWritten() {
    String text = NoteVectors.file("mldsa-log.vkey").strip();
    VerifierKey key = VerifierKey.parse(text);
    assertEquals(KeyType.ML_DSA_44_COSIGNATURE, key.type());
    assertEquals("b5df45c5", key.hexId());
    assertEquals(text, key.toString());
  }

  @Test
  void aPartOfAKeyIsNone() {
    String text = NoteVectors.PETER;
    for (int from = 0; from <= text.length(); from++) {
      for (int to = from; to <= text.length(); to++) {
        if (to - from < text.length()) {
          assertRefused(text.substring(from, to));
        }
      }
    }
  }

  @Test
  void everyBitThatFlipsIsFound() {
    for (int i = 0; i < NoteVectors.PETER.length(); i++) {
      for (int bit = 0; bit < 8; bit++) {
        StringBuilder text = new StringBuilder(NoteVectors.PETER);
        text.setCharAt(i, (char) (text.charAt(i) ^ (1 << bit)));
        assertRefused(text.toString());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==, not in Base64",
    "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW, not supported",
    "PeterNeumann+c74f20a3, written name+id+key",
    "PeterNeumann+c74f20a3+, not supported",
    "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW, is c74f20a3",
    "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW, is c74f20a3",
    "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW, neither spaces",
    "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW, not empty",
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq_LDE4izWy10TW, not in Base64"
  })
  void theRefusalSaysWhatIsWrong(String text, String reason) {
    String message = assertRefused(text);
    assertTrue(message.contains(reason), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "a+b",
        "a\u00a0b",
        "a\u2028b",
        "a\u0085b",
        "a\u3000b",
        "a\tb",
        "a\nb",
        "\ud800"
      })
  void aNameHasNoSpaces(String name) {
    assertThrows(MalformedException.class, () -> SignerKey.generate(name, KeyType.ED25519));
  }

  @Test
  void aNameIsNotTooLong() {
    String longest = "é".repeat(VerifierKey.MOST_NAME_BYTES / 2) + "x";
    assertEquals(longest, SignerKey.generate(longest, KeyType.ED25519).verifier().name());
    assertThrows(
        MalformedException.class, () -> SignerKey.generate(longest + "x", KeyType.ED25519));
  }

  @Test
  void bytesThatAreNoPointAreNoKey() {
    byte[] noPoint = new byte[32];
    noPoint[0] = 2;
    byte[] tooLarge = HexFormat.of().parseHex("ff".repeat(32));
    for (byte[] bytes : new byte[][] {noPoint, tooLarge}) {
      assertThrows(
          MalformedException.class, () -> VerifierKey.of("example.com/x", KeyType.ED25519, bytes));
    }
  }

  @ParameterizedTest
  @CsvSource({"ED25519, 31", "ED25519, 33", "ML_DSA_44_COSIGNATURE, 1311"})
  void aKeyHasAsManyBytesAsItsAlgorithmSays(KeyType type, int bytes) {
    var refusal =
        assertThrows(
            MalformedException.class, () -> VerifierKey.of("example.com/x", type, new byte[bytes]));
    assertTrue(String.valueOf(refusal.getMessage()).endsWith("not " + bytes));
  }

  @Test
  void theTypeIsPartOfWhichKeyItIs() {
    VerifierKey key = SignerKey.parse(NoteVectors.PETER_SECRET).verifier();
    String plain = key.toString();
    byte[] bytes = Text.base64("key", plain.substring(plain.lastIndexOf("+AR") + 1));
    byte[] bare = Arrays.copyOfRange(bytes, 1, bytes.length);
    VerifierKey cosigner = VerifierKey.of(key.name(), KeyType.ED25519_COSIGNATURE, bare);
    assertNotEquals(key, cosigner);
    assertNotEquals(key.id(), cosigner.id());
    assertTrue(key.sharesKeyWith(cosigner));
    assertFalse(key.sharesKeyWith(VerifierKey.parse(NoteVectors.ENOCH)));
  }

  private static String assertRefused(String text) {
    var refusal = assertThrows(MalformedException.class, () -> VerifierKey.parse(text), text);
    return String.valueOf(refusal.getMessage());
  }
}
