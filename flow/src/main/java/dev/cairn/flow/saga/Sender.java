package dev.cairn.flow.saga;

import dev.cairn.EventReader;
import dev.cairn.EventType;
import dev.cairn.EventsMatchedException;
import dev.cairn.Query;
import dev.cairn.RequestKey;
import dev.cairn.StreamId;
import dev.cairn.model.CommandContext;
import dev.cairn.model.CommandResult;
import dev.cairn.model.Commands;
import dev.cairn.model.EncodedEvent;
import dev.cairn.model.Refusal;
import dev.cairn.model.Step;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Sends a recorded command and brings its answer back. A command has its effect once, however often
 * it is sent and by however many processes: it is a request with an id of its own, and it has no
 * effect any more once an answer to it is recorded. Thread-safe.
 */
final class Sender {

  private final EventReader store;
  private final SagaType<?, ?, ?> type;
  private final Commands commands;
  private final InstantSource time;

  Sender(EventReader store, SagaType<?, ?, ?> type, Commands commands, InstantSource time) {
    this.store = store;
    this.type = type;
    this.commands = commands;
    this.time = time;
  }

  /** The answer; empty if somebody else has recorded one meanwhile. */
  <T> Optional<Input<T>> send(Track track, Track.Outstanding command) {
    Receiver<?> receiver = type.receiver(track.stream(), command.sent().category());
    try {
      return Optional.of(answer(command, track, result(receiver, track, command)));
    } catch (EventsMatchedException answeredMeanwhile) {
      return Optional.empty();
    }
  }

  private <C> CommandResult<?, ?> result(
      Receiver<C> receiver, Track track, Track.Outstanding command) {
    SagaRecord.Sent sent = command.sent();
    Query answered = Query.tags(Recorder.answerTag(track.stream(), command.version().number()));
    CommandContext context =
        Recorder.context(type, track.correlation())
            .causedBy(command.event().toString())
            .forRequest(request(track.stream(), command));
    return commands.handle(
        Step.of(receiver.type(), sent.id(), decoded(receiver, track.stream(), sent))
            .failIfEventsMatch(answered, command.position()),
        context);
  }

  /** What stands in the stream is the request, so it is the same whoever sends it. */
  private static RequestKey request(StreamId stream, Track.Outstanding command) {
    SagaRecord.Sent sent = command.sent();
    String body =
        String.join(
            "\n",
            sent.category(),
            sent.id(),
            sent.type(),
            Integer.toString(sent.schema()),
            TreeJson.payload(sent.data()).text());
    return RequestKey.of(
        "saga:%s@%s".formatted(stream, command.version()), body.getBytes(StandardCharsets.UTF_8));
  }

  private static <C> C decoded(Receiver<C> receiver, StreamId stream, SagaRecord.Sent sent) {
    List<C> commands =
        receiver
            .commands()
            .decode(
                new EncodedEvent(
                    EventType.of(sent.type()), sent.schema(), TreeJson.payload(sent.data())));
    if (commands.size() != 1) {
      throw new SagaException(
          stream,
          "its command '%s' is read as %d commands of '%s'; a command is read as one"
              .formatted(sent.command(), commands.size(), sent.category()),
          null);
    }
    return commands.getFirst();
  }

  private <T> Input<T> answer(Track.Outstanding command, Track track, CommandResult<?, ?> result) {
    String name = command.sent().command();
    long version = command.version().number();
    String cause = command.event().toString();
    return switch (result) {
      case CommandResult.Accepted<?, ?> _ -> accepted(command, track);
      case CommandResult.Refused<?, ?> _ when hasEffect(track, command) -> accepted(command, track);
      case CommandResult.Refused<?, ?>(Refusal reason, var judgedAt) ->
          new Input<>(
              new SagaRecord.Refused(name, version, reason.rule(), reason.message()),
              new Trigger.Refused<>(name, reason.rule(), reason.message(), time.instant()),
              cause,
              track.correlation(),
              new Input.Judged(
                  StreamId.of(command.sent().category(), command.sent().id()), judgedAt));
    };
  }

  private <T> Input<T> accepted(Track.Outstanding command, Track track) {
    String name = command.sent().command();
    return Input.of(
        new SagaRecord.Accepted(name, command.version().number()),
        new Trigger.Accepted<>(name, time.instant()),
        command.event().toString(),
        track.correlation());
  }

  /**
   * Whether the request was accepted when another process sent it, and refused here only because
   * that was seen: an order that is rejected already cannot be rejected.
   */
  private boolean hasEffect(Track track, Track.Outstanding command) {
    return store.find(request(track.stream(), command)).isPresent();
  }
}
