package dev.cairn.cli;

import dev.cairn.merkle.VerifierKey;

/** How the kinds of keys are called where people read them. */
final class Cosignatures {

  private Cosignatures() {}

  /** The algorithm, as a part of a name in a policy. */
  static String kind(VerifierKey key) {
    return switch (key.type()) {
      case ED25519, ED25519_COSIGNATURE -> "ed25519";
      case ML_DSA_44_COSIGNATURE -> "ml-dsa-44";
    };
  }
}
