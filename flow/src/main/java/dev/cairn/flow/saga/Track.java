package dev.cairn.flow.saga;

import dev.cairn.Payload;
import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.flow.saga.SagaStatus.AwaitedAnswer;
import dev.cairn.flow.saga.SagaStatus.AwaitedDeadline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where an instance stands, folded from the runner's records in its stream. For one thread. */
final class Track {

  /**
   * A command whose answer is not recorded yet.
   *
   * @param sent the command
   * @param version where it was recorded in the stream
   * @param position where it was recorded in the log
   * @param event the id of that event
   * @param since when it was recorded
   */
  record Outstanding(
      SagaRecord.Sent sent, Version version, Position position, UUID event, Instant since) {}

  /** A deadline that was set, and when and by which event. */
  record Pending(Instant due, Instant since, UUID event) {}

  private final StreamId stream;
  private final TreeMap<Long, Outstanding> outstanding = new TreeMap<>();
  private final Map<String, Pending> deadlines = new TreeMap<>();
  private final Set<String> heard = new HashSet<>();
  private Version version = Version.NONE;
  private Instant since = Instant.MIN;
  private SagaPhase phase = SagaPhase.RUNNING;
  private SagaPhase beforeStuck = SagaPhase.RUNNING;
  private String reason = "";
  private String correlation = "";
  private boolean retryOrdered;

  Track(StreamId stream) {
    this.stream = stream;
  }

  /** Takes in the next event of the stream, also one of the saga's own. */
  void add(RecordedEvent event) {
    if (correlation.isEmpty()) {
      correlation = correlation(event).orElse(event.id().toString());
    }
    version = event.version();
    since = event.timestamp();
    if (SagaRecord.CODEC.types().contains(event.type())) {
      SagaRecord.CODEC.decode(event).forEach(record -> add(record, event));
    }
  }

  private void add(SagaRecord record, RecordedEvent event) {
    switch (record) {
      case SagaRecord.Heard mark -> heard.add(key(mark));
      case SagaRecord.Fired(String deadline, Instant _) -> deadlines.remove(deadline);
      case SagaRecord.Accepted(String _, long number) -> outstanding.remove(number);
      case SagaRecord.Refused(String _, long number, String _, String _) ->
          outstanding.remove(number);
      case SagaRecord.RetryOrdered _ -> retryOrdered = phase == SagaPhase.STUCK;
      case SagaRecord.Retried() -> retried();
      case SagaRecord.Sent sent ->
          outstanding.put(
              event.version().number(),
              new Outstanding(
                  sent, event.version(), event.position(), event.id(), event.timestamp()));
      case SagaRecord.DeadlineSet(String deadline, Instant due) ->
          deadlines.put(deadline, new Pending(due, event.timestamp(), event.id()));
      case SagaRecord.DeadlineCancelled(String deadline) -> deadlines.remove(deadline);
      case SagaRecord.Compensating() -> phase = SagaPhase.COMPENSATING;
      case SagaRecord.Stuck(String why) -> stuck(why);
      case SagaRecord.Completed() -> ended(SagaPhase.COMPLETED);
      case SagaRecord.Compensated() -> ended(SagaPhase.COMPENSATED);
    }
  }

  private void stuck(String why) {
    beforeStuck = phase == SagaPhase.STUCK ? beforeStuck : phase;
    phase = SagaPhase.STUCK;
    reason = why;
  }

  private void retried() {
    phase = beforeStuck;
    reason = "";
    retryOrdered = false;
  }

  private void ended(SagaPhase end) {
    phase = end;
    reason = "";
    deadlines.clear();
  }

  /** What tells a trigger from elsewhere. */
  static String key(SagaRecord.Heard mark) {
    return mark.stream() + " " + mark.event() + " " + mark.child();
  }

  /** The correlation id in an event's metadata, if there is one. */
  static Optional<String> correlation(RecordedEvent event) {
    Payload metadata = event.metadata();
    if (metadata.isNone() || !metadata.isJson()) {
      return Optional.empty();
    }
    return Optional.ofNullable(JsonMapper.shared().readTree(metadata.bytes()).get("correlation_id"))
        .filter(JsonNode::isString)
        .map(JsonNode::asString);
  }

  StreamId stream() {
    return stream;
  }

  Version version() {
    return version;
  }

  boolean began() {
    return !version.equals(Version.NONE);
  }

  /** Whether the stream is that of an instance at all. */
  boolean isSaga() {
    return !heard.isEmpty();
  }

  boolean ended() {
    return phase.ended();
  }

  boolean hasHeard(SagaRecord.Heard mark) {
    return heard.contains(key(mark));
  }

  /** The oldest command whose answer is not recorded. */
  Optional<Outstanding> outstanding() {
    return Optional.ofNullable(outstanding.firstEntry()).map(Map.Entry::getValue);
  }

  Optional<Pending> deadline(String name) {
    return Optional.ofNullable(deadlines.get(name));
  }

  /** Whether an operator's order to try again waits to be carried out. */
  boolean mayRetry() {
    return retryOrdered && phase == SagaPhase.STUCK;
  }

  /** The id of what the instance is part of: that of the event which began it. */
  String correlation() {
    return correlation;
  }

  SagaStatus status() {
    List<SagaStatus.Awaited> awaited = new ArrayList<>();
    outstanding
        .values()
        .forEach(one ->
            awaited.add(
                new AwaitedAnswer(
                    one.sent().command(),
                    StreamId.of(one.sent().category(), one.sent().id()),
                    one.since())));
    deadlines.forEach(
        (name, one) -> awaited.add(new AwaitedDeadline(name, one.due(), one.since())));
    return new SagaStatus(stream, phase, since, reason, awaited);
  }
}
