package dev.cairn.cli;

import dev.cairn.merkle.KeyType;
import dev.cairn.merkle.VerifierKey;
import java.util.List;

/** How a public key of a log looks. */
final class KeyView implements View<KeyView.Row> {

  /**
   * A key.
   *
   * @param key the key
   * @param isActive whether the log signs with it
   */
  record Row(VerifierKey key, boolean isActive) {

    String state() {
      return isActive ? "active" : "retired";
    }

    String algorithm() {
      return key.type() == KeyType.ML_DSA_44_COSIGNATURE ? "ML-DSA-44" : "Ed25519";
    }
  }

  @Override
  public List<String> headings() {
    return List.of("STATE", "ALGORITHM", "ID", "KEY");
  }

  @Override
  public List<String> cells(Row row) {
    return List.of(row.state(), row.algorithm(), row.key().hexId(), row.key().toString());
  }

  /** What is to be given away is the line itself; of a retired one it says so. */
  @Override
  public String plain(Row row) {
    return row.isActive() ? row.key().toString() : "retired " + row.key();
  }

  @Override
  public void json(Row row, JsonObject object) {
    object
        .string("state", row.state())
        .string("algorithm", row.algorithm())
        .string("id", row.key().hexId())
        .string("key", row.key().toString());
  }
}
