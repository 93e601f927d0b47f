/** Sealed personal data, the vault of their keys, and erasure. */
module dev.cairn.privacy {
  requires transitive dev.cairn.core;
  requires transitive dev.cairn.disk;
  requires transitive dev.cairn.model;
  requires tools.jackson.databind;
  requires static transitive org.jspecify;

  exports dev.cairn.privacy;

  opens dev.cairn.privacy to
      tools.jackson.databind;
}
