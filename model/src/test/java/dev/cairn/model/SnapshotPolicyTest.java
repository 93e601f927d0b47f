package dev.cairn.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.model.SnapshotPolicy.Facts;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When a snapshot is due: the policies, and the facts that they are asked about. */
final class SnapshotPolicyTest {

  private static final Instant NOW = Instant.parse("2025-12-28T10:00:00Z");
  private static final StreamId STREAM = StreamId.of("account-1");

  private static Facts appended(long before, long after) {
    return new Facts(Version.of(before), Version.of(after), after, 0, Duration.ZERO, Facts.NEVER);
  }

  private static Facts facts(long events, long bytes, Duration load, Duration since) {
    return new Facts(Version.of(1), Version.of(2), events, bytes, load, since);
  }

  @Test
  void itIsDueWhenAnAppendCrossesAMultiple() {
    SnapshotPolicy policy = SnapshotPolicy.everyEvents(SnapshotPolicy.EVENTS_DEFAULT);
    assertFalse(policy.isDue(appended(0, 99)));
    assertTrue(policy.isDue(appended(99, 100)));
    assertFalse(policy.isDue(appended(100, 101)));
    assertTrue(policy.isDue(appended(98, 103)));
    assertTrue(policy.isDue(appended(50, 1_000)));
    assertFalse(policy.isDue(appended(101, 199)));
  }

  @Test
  void itIsDueByWhatTheLastOneLeaves() {
    Duration second = Duration.ofSeconds(1);
    assertTrue(SnapshotPolicy.afterEvents(5).isDue(facts(5, 0, second, second)));
    assertFalse(SnapshotPolicy.afterEvents(6).isDue(facts(5, 0, second, second)));
    assertTrue(SnapshotPolicy.afterBytes(7).isDue(facts(5, 7, second, second)));
    assertFalse(SnapshotPolicy.afterBytes(8).isDue(facts(5, 7, second, second)));
    assertTrue(SnapshotPolicy.afterLoadTime(second).isDue(facts(5, 7, second, second)));
    assertFalse(
        SnapshotPolicy.afterLoadTime(second.plusNanos(1)).isDue(facts(5, 7, second, second)));
    assertTrue(SnapshotPolicy.afterTime(second).isDue(facts(5, 7, second, second)));
    assertFalse(SnapshotPolicy.afterTime(second.plusNanos(1)).isDue(facts(5, 7, second, second)));
    assertTrue(SnapshotPolicy.afterTime(second).isDue(appended(0, 1)));
  }

  @Test
  void policiesAreCombined() {
    SnapshotPolicy events = SnapshotPolicy.afterEvents(5);
    SnapshotPolicy bytes = SnapshotPolicy.afterBytes(5);
    Facts one = facts(5, 4, Duration.ZERO, Duration.ZERO);
    assertTrue(events.or(bytes).isDue(one));
    assertTrue(bytes.or(events).isDue(one));
    assertFalse(events.and(bytes).isDue(one));
    assertTrue(events.and(bytes).isDue(facts(5, 5, Duration.ZERO, Duration.ZERO)));
  }

  @Test
  void nothingIsDueAfterLessThanOne() {
    assertThrows(IllegalArgumentException.class, () -> SnapshotPolicy.everyEvents(0));
    assertThrows(IllegalArgumentException.class, () -> SnapshotPolicy.afterEvents(-1));
    assertThrows(IllegalArgumentException.class, () -> SnapshotPolicy.afterBytes(0));
    assertThrows(IllegalArgumentException.class, () -> SnapshotPolicy.afterTime(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> SnapshotPolicy.afterLoadTime(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> new SnapshotRetention(0));
    assertThrows(IllegalArgumentException.class, () -> SnapshotOptions.DEFAULT.withWaitingMax(0));
  }

  private static LoadCost cost(long snapshot, long events, long bytes) {
    return new LoadCost(
        Version.of(snapshot),
        snapshot == 0 ? Instant.MIN : NOW.minusSeconds(60),
        events,
        bytes,
        Duration.ofMillis(5));
  }

  private static Facts asked(SnapshotTiming timing, long before, LoadCost cost, boolean due) {
    Facts[] seen = new Facts[1];
    SnapshotPolicy policy =
        facts -> {
          seen[0] = facts;
          return due;
        };
    Version after = Version.of(before + 1);
    assertEquals(due, timing.isDue(policy, STREAM, Version.of(before), after, cost));
    return seen[0];
  }

  @Test
  void theFactsAreThoseOfTheLoadThatTheCommandRestedOn() {
    SnapshotTiming timing = new SnapshotTiming(() -> NOW);
    assertEquals(
        new Facts(Version.of(10), Version.of(11), 11, 500, Duration.ofMillis(5), Facts.NEVER),
        asked(timing, 10, cost(0, 10, 500), false));
    assertEquals(
        new Facts(
            Version.of(10), Version.of(11), 3, 50, Duration.ofMillis(5), Duration.ofMinutes(1)),
        asked(timing, 10, cost(8, 2, 50), false));
  }

  @Test
  void whatWasDueIsNotDueAgainForTheSameLoad() {
    SnapshotTiming timing = new SnapshotTiming(() -> NOW);
    asked(timing, 10, cost(0, 10, 500), true);
    assertEquals(
        new Facts(Version.of(12), Version.of(13), 2, 20, Duration.ZERO, Duration.ZERO),
        asked(timing, 12, cost(0, 12, 520), false));
    assertEquals(
        new Facts(
            Version.of(12), Version.of(13), 2, 20, Duration.ofMillis(5), Duration.ofMinutes(1)),
        asked(timing, 12, cost(11, 1, 20), false));
  }

  @Test
  void onlySoManyStreamsAreRemembered() {
    SnapshotTiming timing = new SnapshotTiming(() -> NOW);
    asked(timing, 10, cost(0, 10, 500), true);
    for (int i = 0; i < SnapshotTiming.REMEMBERED_MAX; i++) {
      StreamId other = StreamId.of("other-" + i);
      timing.isDue(_ -> true, other, Version.NONE, Version.FIRST, cost(0, 0, 0));
    }
    assertEquals(Facts.NEVER, asked(timing, 12, cost(0, 12, 520), false).sinceLast());
  }
}
