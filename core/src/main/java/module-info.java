/** The contract of Cairn: events, streams, conditions, the event store and its errors. */
module dev.cairn.core {
  requires static transitive org.jspecify;

  exports dev.cairn;
}
