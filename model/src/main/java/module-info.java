/** Deciders, the command way and the codecs of events. */
module dev.cairn.model {
  requires transitive dev.cairn.core;
  requires static transitive org.jspecify;
  requires transitive tools.jackson.databind;

  exports dev.cairn.model;
}
