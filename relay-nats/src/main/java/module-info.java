/** Relays to NATS: JetStream, which tells what it has, and core NATS, which forgets at once. */
@SuppressWarnings({
  "requires-automatic",
  "requires-transitive-automatic"
}) // jnats has no descriptor
module dev.cairn.relay.nats {
  requires static transitive org.jspecify;
  requires transitive dev.cairn.core;
  requires transitive dev.cairn.flow;
  requires transitive io.nats.jnats;

  exports dev.cairn.relay.nats;
}
