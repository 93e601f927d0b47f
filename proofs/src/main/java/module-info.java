/** The Merkle tree of a log. */
module dev.cairn.proofs {
  requires transitive dev.cairn.core;
  requires transitive dev.cairn.disk;
  requires transitive dev.cairn.log;
  requires transitive dev.cairn.merkle;
  requires static transitive org.jspecify;

  exports dev.cairn.proofs;
}
