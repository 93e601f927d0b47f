package dev.cairn.merkle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SignerKeyTest {

  @Test
  void thePublishedPairIsAPair() {
    SignerKey key = SignerKey.parse(NoteVectors.PETER_SECRET);
    assertEquals(NoteVectors.PETER, key.verifier().toString());
    assertEquals(NoteVectors.PETER_SECRET, key.secret());
  }

  /** RFC 8032 section 7.1, test 1. */
  @Test
  void aSeedOfEd25519GivesItsKey() {
    byte[] seed =
        HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    assertEquals(
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        HexFormat.of()
            .formatHex(Algorithm.ED25519.encoded(Algorithm.ED25519.pair(seed).getPublic())));
  }

  /** RFC 9881 appendix C: the seed 00, 01, … 1f. */
  @Test
  void aSeedOfMlDsaGivesItsKey() {
    byte[] seed = new byte[Algorithm.SEED_BYTES];
    for (int i = 0; i < seed.length; i++) {
      seed[i] = (byte) i;
    }
    byte[] key = Algorithm.ML_DSA_44.encoded(Algorithm.ML_DSA_44.pair(seed).getPublic());
    assertEquals(1312, key.length);
    assertEquals(
        "d7b2b47254aae0db45e7930d4a98d2c97d8f1397d178", HexFormat.of().formatHex(key, 0, 22));
  }

  @ParameterizedTest
  @EnumSource
  void aNewKeyIsReadAsItIsWritten(KeyType type) {
    SignerKey key = SignerKey.generate("example.com/log", type);
    SignerKey same = SignerKey.parse(key.secret());
    assertEquals(key.verifier(), same.verifier());
    assertEquals(key.verifier(), VerifierKey.parse(key.verifier().toString()));
    assertEquals(type, key.verifier().type());
    assertNotEquals(key.verifier(), SignerKey.generate("example.com/log", type).verifier());
    byte[] message = {1, 2, 3};
    assertTrue(key.verifier().verifies(message, same.sign(message)));
    assertFalse(key.verifier().verifies(new byte[] {1, 2, 4}, same.sign(message)));
  }

  @ParameterizedTest
  @EnumSource
  void itDoesNotTellItsSecret(KeyType type) {
    SignerKey key = SignerKey.generate("example.com/log", type);
    String seed = key.secret().split("\\+", 5)[4];
    assertFalse(key.toString().contains(seed.substring(2, 10)));
    assertEquals("signer key example.com/log+" + key.verifier().hexId(), key.toString());
  }

  @Test
  void aPartOfAKeyIsNone() {
    String text = NoteVectors.PETER_SECRET;
    for (int from = 0; from <= text.length(); from++) {
      for (int to = from; to <= text.length(); to++) {
        if (to - from < text.length()) {
          String part = text.substring(from, to);
          assertThrows(MalformedException.class, () -> SignerKey.parse(part), part);
        }
      }
    }
  }

  @Test
  void everyBitThatFlipsIsFoundAndNoMessageTellsTheSeed() {
    String text = NoteVectors.PETER_SECRET;
    for (int i = 0; i < text.length(); i++) {
      for (int bit = 0; bit < 8; bit++) {
        StringBuilder flipped = new StringBuilder(text);
        flipped.setCharAt(i, (char) (text.charAt(i) ^ (1 << bit)));
        var refusal =
            assertThrows(MalformedException.class, () -> SignerKey.parse(flipped.toString()));
        assertFalse(String.valueOf(refusal.getMessage()).contains("YEKFALVFGyN"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDE=", "AQ==", ""})
  void aSeedHas32Bytes(String seed) {
    assertThrows(
        MalformedException.class,
        () -> SignerKey.parse("PRIVATE+KEY+PeterNeumann+c74f20a3+" + seed));
  }
}
