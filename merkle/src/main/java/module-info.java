/** Merkle trees, their proofs and the formats of transparency logs. Needs the JDK alone. */
module dev.cairn.merkle {
  requires static transitive org.jspecify;

  exports dev.cairn.merkle;
}
