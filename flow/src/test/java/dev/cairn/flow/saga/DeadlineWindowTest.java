package dev.cairn.flow.saga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.StreamId;
import dev.cairn.flow.saga.DeadlineWindow.Entry;
import dev.cairn.testkit.SeededRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DeadlineWindowTest {

  private static final Instant START = Instant.EPOCH;

  private final DeadlineWindow window = new DeadlineWindow(2);

  @Test
  void theLatestIsForgottenAndTheHorizonTellsFromWhereOn() {
    set("a", 30);
    set("b", 10);
    assertEquals(Optional.empty(), window.horizon());
    set("c", 20);
    assertEquals(Optional.of(new Entry(at(30), stream("a"), "x")), window.horizon());
    assertEquals(List.of("b", "c"), due(100));
    set("d", 40);
    assertEquals(List.of("b", "c"), due(100));
    assertEquals(at(10), window.next());
  }

  @Test
  void whatIsNextIsTheHorizonWhereNothingIsLeft() {
    assertEquals(Instant.MAX, window.next());
    set("a", 30);
    set("b", 10);
    set("c", 20);
    window.cancel(stream("b"), "x");
    window.cancelAll(stream("c"));
    assertEquals(at(30), window.next());
  }

  @Test
  void aLaterOneOfTheSameNameReplacesTheEarlier() {
    set("a", 10);
    set("a", 20);
    assertEquals(List.of(), due(19));
    assertEquals(List.of("a"), due(20));
    assertEquals(1, window.size());
  }

  @Test
  void allBeforeTheHorizonAreThereWhateverHappens() {
    SeededRandom.forEachSeed(200, DeadlineWindowTest::compare);
  }

  private static void compare(SeededRandom random) {
    DeadlineWindow window = new DeadlineWindow(1 + random.nextInt(5));
    Map<StreamId, Map<String, Instant>> model = new HashMap<>();
    for (int step = 0; step < 200; step++) {
      StreamId stream = stream(Integer.toString(random.nextInt(10)));
      String name = random.percent(50) ? "x" : "y";
      if (random.percent(70)) {
        Instant due = at(random.nextInt(50));
        window.set(stream, name, due);
        model.computeIfAbsent(stream, _ -> new HashMap<>()).put(name, due);
      } else if (random.percent(70)) {
        window.cancel(stream, name);
        model.getOrDefault(stream, new HashMap<>()).remove(name);
      } else {
        window.cancelAll(stream);
        model.remove(stream);
      }
      assertEquals(entriesBefore(window.horizon(), model), window.entries());
      assertTrue(window.size() <= 5);
    }
  }

  private static Set<Entry> entriesBefore(
      Optional<Entry> horizon, Map<StreamId, Map<String, Instant>> model) {
    Set<Entry> entries = new HashSet<>();
    model.forEach(
        (stream, named) -> named.forEach((name, due) -> entries.add(new Entry(due, stream, name))));
    horizon.ifPresent(end -> entries.removeIf(entry -> entry.compareTo(end) >= 0));
    return entries;
  }

  private void set(String stream, int second) {
    window.set(stream(stream), "x", at(second));
  }

  private List<String> due(int second) {
    return window.due(at(second)).stream()
        .map(one -> one.stream().value().substring("saga-".length()))
        .toList();
  }

  private static StreamId stream(String key) {
    return StreamId.of("saga", key);
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }
}
