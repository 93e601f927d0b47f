/** Buses of a relay in Redis. The client comes as an automatic module, whose name its jar fixes. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module dev.cairn.relay.redis {
  requires static transitive org.jspecify;
  requires transitive dev.cairn.core;
  requires transitive dev.cairn.flow;
  requires transitive redis.clients.jedis;

  exports dev.cairn.relay.redis;
}
