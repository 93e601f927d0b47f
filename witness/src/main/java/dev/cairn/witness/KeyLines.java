package dev.cairn.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.merkle.KeyType;
import dev.cairn.merkle.MalformedException;
import dev.cairn.merkle.SignerKey;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The private keys of a witness as a file: a line for each as Go's {@code sumdb/note} writes it,
 * first that of Ed25519, then that of ML-DSA-44, both with the name of the witness.
 */
final class KeyLines {

  /** The most bytes of a file: two keys whose names are as long as can be fit. */
  static final int MOST_BYTES = 4_096;

  private static final List<KeyType> TYPES =
      List.of(KeyType.ED25519_COSIGNATURE, KeyType.ML_DSA_44_COSIGNATURE);

  private KeyLines() {}

  static List<SignerKey> made(String name) {
    return TYPES.stream().map(type -> SignerKey.generate(name, type)).toList();
  }

  static byte[] written(List<SignerKey> keys) {
    return keys.stream()
        .map(key -> key.secret() + "\n")
        .collect(Collectors.joining())
        .getBytes(UTF_8);
  }

  /**
   * Reads what {@link #written} gave.
   *
   * @throws DamagedException if it is anything else; the message repeats nothing of it
   */
  static List<SignerKey> read(byte[] bytes) throws DamagedException {
    String text = new String(bytes, UTF_8);
    String[] lines = text.split("\n", -1);
    if (lines.length != TYPES.size() + 1 || !lines[TYPES.size()].isEmpty()) {
      throw new DamagedException("a file of keys has %d lines".formatted(TYPES.size()));
    }
    List<SignerKey> keys;
    try {
      keys = Stream.of(lines).limit(TYPES.size()).map(SignerKey::parse).toList();
    } catch (MalformedException e) {
      throw new DamagedException(String.valueOf(e.getMessage()));
    }
    if (!keys.stream().map(key -> key.verifier().type()).toList().equals(TYPES)
        || keys.stream().map(key -> key.verifier().name()).distinct().count() != 1) {
      throw new DamagedException(
          "a file of keys has one of Ed25519 and one of ML-DSA-44, for cosignatures, of one name");
    }
    return keys;
  }
}
