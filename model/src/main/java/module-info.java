/** Deciders, the command way, the codecs of events, and snapshots. */
module dev.cairn.model {
  requires com.github.benmanes.caffeine;
  requires transitive dev.cairn.core;
  requires transitive dev.cairn.disk;
  requires transitive tools.jackson.databind;
  requires static transitive org.jspecify;

  exports dev.cairn.model;
}
