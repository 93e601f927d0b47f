/**
 * Where a relay sends messages on NATS servers.
 *
 * <p>Entry types: {@link dev.cairn.relay.nats.NatsJetStream} is the bus that keeps messages, takes
 * each once and tells what it has; {@link dev.cairn.relay.nats.NatsCore} is the one that hands them
 * to whoever listens and forgets them. {@link dev.cairn.relay.nats.NatsOptions} says how both reach
 * their servers, {@link dev.cairn.relay.nats.NatsSubjects} under which subjects messages are found,
 * and {@link dev.cairn.relay.nats.NatsCloudEvents} reads them.
 *
 * <p>This package must not know of processors nor of stores: it knows lanes and messages.
 */
@NullMarked
package dev.cairn.relay.nats;

import org.jspecify.annotations.NullMarked;
