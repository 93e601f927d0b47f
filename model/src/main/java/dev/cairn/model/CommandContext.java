package dev.cairn.model;

import dev.cairn.EventIds;
import dev.cairn.Payload;
import dev.cairn.RequestKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a command and why. All but the request is recorded in the metadata of its events.
 *
 * @param correlationId the same for everything that one first cause led to
 * @param causationId what led to this command at once: the id of an event or of a message
 * @param actor who sends it
 * @param requestKey makes a retry of the same request change nothing; null where there is none
 */
public record CommandContext(
    String correlationId, String causationId, String actor, @Nullable RequestKey requestKey) {

  /** A first cause: a new correlation id, which is its own causation. */
  public static CommandContext by(String actor) {
    String id = EventIds.random().toString();
    return new CommandContext(id, id, actor, null);
  }

  /** The same as part of what that id stands for. */
  public CommandContext correlatedBy(String newCorrelationId) {
    return new CommandContext(newCorrelationId, causationId, actor, requestKey);
  }

  /** The same as the effect of what has that id. */
  public CommandContext causedBy(String newCausationId) {
    return new CommandContext(correlationId, newCausationId, actor, requestKey);
  }

  /**
   * The same as the effect of a request. The key's digest must cover all that was asked for, the
   * ids of the aggregates included.
   */
  public CommandContext forRequest(RequestKey key) {
    return new CommandContext(correlationId, causationId, actor, key);
  }

  /** The metadata of an event that is recorded in this context: all of it but the request. */
  public Payload metadata() {
    return CommandMetadata.of(this);
  }

  /** The request, if there is one. */
  public Optional<RequestKey> request() {
    return Optional.ofNullable(requestKey);
  }
}
