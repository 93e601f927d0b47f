package dev.cairn.model;

import dev.cairn.EventType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds what is wrong with steps that are to make chains: gaps and cycles, all at once. */
final class ChainFaults {

  private final Map<EventForm, Upcaster> steps;
  private final List<String> faults = new ArrayList<>();
  private final Set<EventForm> done = new TreeSet<>();

  private ChainFaults(Map<EventForm, Upcaster> steps) {
    this.steps = steps;
  }

  /** The faults of these steps, one sentence each. */
  static List<String> of(Map<EventForm, Upcaster> steps) {
    ChainFaults chain = new ChainFaults(steps);
    chain.gaps();
    steps.keySet().forEach(form -> chain.cycles(form, new LinkedHashSet<>()));
    return chain.faults;
  }

  /** Why a type has an older schema than today's, of which one is the last. */
  private record Last(int schema, String reason) {}

  /** What the step that leads furthest leads to, or away from, makes older all that is below. */
  private void gaps() {
    SortedMap<EventType, Last> last = new TreeMap<>();
    for (Upcaster step : steps.values()) {
      EventForm from = step.from();
      older(last, from.type(), new Last(from.schema(), "one leads from " + from));
      for (EventForm target : step.targets()) {
        older(
            last,
            target.type(),
            new Last(target.schema() - 1, "the one from %s leads to %s".formatted(from, target)));
      }
    }
    last.forEach(this::gaps);
  }

  private static void older(Map<EventType, Last> last, EventType type, Last one) {
    last.merge(type, one, (first, second) -> second.schema() > first.schema() ? second : first);
  }

  private void gaps(EventType type, Last last) {
    for (int schema = 1; schema <= last.schema(); schema++) {
      EventForm form = new EventForm(type, schema);
      if (!steps.containsKey(form)) {
        faults.add("no step leads from %s, but %s".formatted(form, last.reason()));
      }
    }
  }

  private void cycles(EventForm form, Set<EventForm> way) {
    if (!way.add(form)) {
      faults.add(
          "a cycle: %s"
              .formatted(
                  way.stream()
                      .dropWhile(passed -> !passed.equals(form))
                      .map(passed -> passed + " to ")
                      .collect(Collectors.joining("", "", form.toString()))));
      return;
    }
    Upcaster step = steps.get(form);
    if (step != null && done.add(form)) {
      step.targets().stream().distinct().forEach(target -> cycles(target, way));
    }
    way.remove(form);
  }
}
