/** The embedded event store: an append-only log in a folder that a person can read. */
module dev.cairn.log {
  requires transitive dev.cairn.core;
  requires transitive dev.cairn.disk;
  requires static transitive org.jspecify;

  exports dev.cairn.log;
}
