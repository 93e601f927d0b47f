package dev.cairn.flow.saga;

import dev.cairn.Append;
import dev.cairn.AppendCondition;
import dev.cairn.EventIds;
import dev.cairn.EventStore;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.StreamId;
import dev.cairn.Tag;
import dev.cairn.WrongVersionException;
import dev.cairn.model.CommandContext;
import dev.cairn.model.EncodedEvent;
import dev.cairn.model.EventCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Records a reaction: the mark of its trigger and all that follows from it, in one append that
 * expects the instance to be as it was. Thread-safe.
 */
final class Recorder<E> {

  private final EventStore store;
  private final SagaType<?, ?, E> type;

  Recorder(EventStore store, SagaType<?, ?, E> type) {
    this.store = store;
    this.type = type;
  }

  /** Returns false, with nothing written, if the instance or what was judged has changed. */
  boolean record(Track track, Input<?> input, Reaction<E> reaction) {
    StreamId stream = track.stream();
    Payload metadata =
        context(type, track.began() ? track.correlation() : input.correlation())
            .causedBy(input.cause())
            .metadata();
    List<NewEvent> events = events(stream, input.mark(), reaction, metadata);
    Append append = Append.to(stream, ExpectedVersion.exactly(track.version()), events);
    try {
      store.append(
          input
              .refusedBy()
              .map(judged ->
                  append.under(
                      new AppendCondition.StreamVersion(
                          judged.stream(), ExpectedVersion.exactly(judged.version()))))
              .orElse(append));
      return true;
    } catch (WrongVersionException somebodyWasFaster) {
      return false;
    }
  }

  /** Who sends and records: the saga itself, as part of what it was begun by. */
  static CommandContext context(SagaType<?, ?, ?> type, String correlation) {
    return CommandContext.by("saga " + type.category()).correlatedBy(correlation);
  }

  /** The tag of the answer to a command, by which a late sender learns that there is one. */
  static Tag answerTag(StreamId stream, long version) {
    return Tag.of("saga-answer:%s@%d".formatted(stream, version));
  }

  private List<NewEvent> events(
      StreamId stream, SagaRecord mark, Reaction<E> reaction, Payload metadata) {
    List<NewEvent> events = new ArrayList<>();
    events.add(tagged(stream, mark, encoded(SagaRecord.CODEC, mark, metadata)));
    reaction.events().forEach(event -> events.add(encoded(type.events(), event, metadata)));
    reaction.commands().forEach(command -> events.add(sent(stream, command, metadata)));
    follow(reaction).forEach(record -> events.add(encoded(SagaRecord.CODEC, record, metadata)));
    return events;
  }

  private static List<SagaRecord> follow(Reaction<?> reaction) {
    List<SagaRecord> records = new ArrayList<>();
    reaction.cancelled().forEach(name -> records.add(new SagaRecord.DeadlineCancelled(name)));
    reaction
        .deadlines()
        .forEach(one -> records.add(new SagaRecord.DeadlineSet(one.name(), one.due())));
    switch (reaction.turn()) {
      case Turn.Onward() -> {}
      case Turn.Compensating() -> records.add(new SagaRecord.Compensating());
      case Turn.Stuck(String reason) -> records.add(new SagaRecord.Stuck(reason));
      case Turn.Completed() -> records.add(new SagaRecord.Completed());
      case Turn.Compensated() -> records.add(new SagaRecord.Compensated());
    }
    return records;
  }

  private static NewEvent tagged(StreamId stream, SagaRecord mark, NewEvent event) {
    return switch (mark) {
      case SagaRecord.Accepted(String _, long version) ->
          event.withTags(answerTag(stream, version));
      case SagaRecord.Refused(String _, long version, String _, String _) ->
          event.withTags(answerTag(stream, version));
      case SagaRecord.Heard _,
          SagaRecord.Fired _,
          SagaRecord.Retried _,
          SagaRecord.RetryOrdered _,
          SagaRecord.Sent _,
          SagaRecord.DeadlineSet _,
          SagaRecord.DeadlineCancelled _,
          SagaRecord.Compensating _,
          SagaRecord.Stuck _,
          SagaRecord.Completed _,
          SagaRecord.Compensated _ ->
          event;
    };
  }

  private <C> NewEvent sent(StreamId stream, SagaCommand<C> command, Payload metadata) {
    Receiver<?> known = type.receiver(stream, command.to().category());
    if (!known.equals(command.to())) {
      throw new SagaException(
          stream,
          "it sends a command to a receiver '%s' that is not the one its type names"
              .formatted(known.category()),
          null);
    }
    UUID id = EventIds.random();
    EncodedEvent form = command.to().commands().encode(command.command(), id);
    SagaRecord.Sent record =
        new SagaRecord.Sent(
            command.name(),
            command.to().category(),
            command.id(),
            form.type().value(),
            form.schema(),
            TreeJson.tree(form.data()));
    return encoded(SagaRecord.CODEC, record, metadata).withId(id);
  }

  private static <X> NewEvent encoded(EventCodec<? super X> codec, X event, Payload metadata) {
    UUID id = EventIds.random();
    EncodedEvent form = codec.encode(event, id);
    return NewEvent.of(form.type(), form.data())
        .withId(id)
        .withSchema(form.schema())
        .withMetadata(metadata);
  }
}
