package dev.cairn.model.testkit;

import dev.cairn.Cursor;
import dev.cairn.EventReader;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.Version;
import java.time.Instant;
import java.util.List;

/**
 * What became of a command on its way through a store.
 *
 * @param <S> the state
 * @param <E> the events
 */
public final class CommandOutcome<S, E> extends Outcome<S, E, CommandOutcome<S, E>> {

  private final EventReader store;
  private final StreamId stream;
  private final Version before;
  private final int conflicts;

  CommandOutcome(
      Scenario scenario,
      Answer<S, E> answer,
      EventReader store,
      StreamId stream,
      Version before,
      int conflicts) {
    super(scenario, answer);
    this.store = store;
    this.stream = stream;
    this.before = before;
    this.conflicts = conflicts;
  }

  @Override
  CommandOutcome<S, E> self() {
    return this;
  }

  /** Expects that so many attempts met another writer. */
  public CommandOutcome<S, E> thenConflicts(int expected) {
    return expect(conflicts == expected, expected + " conflicts", conflicts + " conflicts");
  }

  /** Expects that the command was given up because other writers were faster each time. */
  public CommandOutcome<S, E> thenConflictsExhausted() {
    return expect(
        answer() instanceof Answer.Exhausted<S, E>, "given up after conflicts", answer().shown());
  }

  /** Expects the aggregate to be at that version now, the events of other writers included. */
  public CommandOutcome<S, E> thenVersion(long expected) {
    Version actual = store.version(stream);
    return expect(actual.number() == expected, "version " + expected, "version " + actual);
  }

  /** Expects that the command's events were recorded at that time. */
  public CommandOutcome<S, E> thenRecordedAt(Instant expected) {
    List<Instant> times = newTimes();
    boolean met = !times.isEmpty() && times.stream().allMatch(expected::equals);
    return expect(met, "recorded at " + expected, "recorded at " + times);
  }

  private List<Instant> newTimes() {
    int emitted =
        answer() instanceof Answer.Accepted<S, E>(List<E> events, S _) ? events.size() : 0;
    ReadRequest newest = ReadRequest.stream(stream).from(before.next()).backwards().limit(emitted);
    try (Cursor<RecordedEvent> events = store.read(newest)) {
      return events.toList().stream().map(RecordedEvent::timestamp).toList();
    }
  }
}
