/**
 * Buses of a relay in Redis. {@link dev.cairn.relay.redis.RedisStreams} adds each message to a
 * stream, under the position of its event, so that none is there twice and what a server lost is
 * sent again; {@link dev.cairn.relay.redis.RedisPubSub} tells those that listen at the moment.
 *
 * <p>{@link dev.cairn.relay.redis.RedisMessage} is the reader's side: the message of an entry.
 * Redis copies to its replicas after it has answered, so it is a way to others and never the
 * record: that is the log.
 */
@NullMarked
package dev.cairn.relay.redis;

import org.jspecify.annotations.NullMarked;
