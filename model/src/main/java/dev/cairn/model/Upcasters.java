package dev.cairn.model;

import dev.cairn.EventRecord;
import dev.cairn.EventType;
import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import dev.cairn.model.internal.ChildIds;
import dev.cairn.model.internal.TreeJson;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lifts stored events of older forms to those of today, step by step, in memory: what is stored
 * never changes. The steps are checked when they are joined, so that every chain has an end.
 *
 * <p>Give them to a codec ({@link JsonCodec#withUpcasters}), and whoever reads through it gets
 * today's events; tools that know no codec lift what they read themselves. The result depends on
 * the stored event alone. Thread-safe.
 */
public final class Upcasters {

  /** Most events that one stored event becomes, in the end or on the way. */
  public static final int EVENTS_MAX = 1_000;

  private static final Upcasters NONE = new Upcasters(Map.of());

  private final Map<EventForm, Upcaster> steps;
  private final Map<EventType, Integer> lastSteps;

  private Upcasters(Map<EventForm, Upcaster> steps) {
    this.steps = Map.copyOf(steps);
    this.lastSteps =
        steps.keySet().stream()
            .collect(Collectors.toUnmodifiableMap(EventForm::type, EventForm::schema, Math::max));
  }

  /** Lifts nothing: every event is as it was stored. */
  public static Upcasters none() {
    return NONE;
  }

  /**
   * Joins steps. Of each type there is a step from every schema from 1 up to the last that any step
   * leads from; the schema behind that one is today's. A type that got a new name begins again at
   * schema 1.
   *
   * @throws InvalidUpcastersException naming every gap, every cycle and every form that two steps
   *     lead from
   */
  public static Upcasters of(Upcaster... steps) {
    return of(List.of(steps));
  }

  private static Upcasters of(List<Upcaster> steps) {
    List<String> faults = new ArrayList<>();
    Map<EventForm, Upcaster> byForm = new TreeMap<>();
    for (Upcaster step : steps) {
      Upcaster other = byForm.putIfAbsent(step.from(), step);
      if (other != null) {
        faults.add(
            "two steps lead from %s, to %s and to %s"
                .formatted(step.from(), other.targets(), step.targets()));
      }
    }
    faults.addAll(ChainFaults.of(byForm));
    if (!faults.isEmpty()) {
      throw new InvalidUpcastersException(faults);
    }
    return new Upcasters(byForm);
  }

  /**
   * These and those of another codec, for tools that read the events of both.
   *
   * @throws InvalidUpcastersException as {@link #of} does
   */
  public Upcasters and(Upcasters others) {
    Set<Upcaster> all = new LinkedHashSet<>(steps.values());
    all.addAll(others.steps.values());
    return of(List.copyOf(all));
  }

  /** The older forms that it lifts. */
  public SortedSet<EventForm> forms() {
    return new TreeSet<>(steps.keySet());
  }

  /** Whether events of that form are lifted. */
  public boolean lifts(EventType type, int schema) {
    return schema <= lastSteps.getOrDefault(type, 0);
  }

  /**
   * Returns what a stored event is in today's form: as a rule one event, the same if it is of that
   * form.
   *
   * @throws UnreadableEventException if its data are no JSON object, or if a step fails, which it
   *     names
   */
  public List<EncodedEvent> lift(EncodedEvent stored) {
    if (!lifts(stored.type(), stored.schema())) {
      return List.of(stored);
    }
    List<EventTree> trees = List.of(new EventTree(EventForm.of(stored), tree(stored)));
    while (trees.stream().anyMatch(tree -> steps.containsKey(tree.form()))) {
      trees = next(stored, trees);
    }
    return trees.stream().map(tree -> written(stored, tree)).toList();
  }

  private List<EventTree> next(EncodedEvent stored, List<EventTree> trees) {
    List<EventTree> next = new ArrayList<>();
    for (EventTree tree : trees) {
      Upcaster step = steps.get(tree.form());
      if (step == null) {
        next.add(tree);
      } else {
        next.addAll(lifted(stored, step, tree));
      }
      if (next.size() > EVENTS_MAX) {
        throw new UnreadableEventException(
            stored,
            "the step from %s makes more than %d events of it".formatted(tree.form(), EVENTS_MAX),
            null);
      }
    }
    return next;
  }

  private static List<EventTree> lifted(EncodedEvent stored, Upcaster step, EventTree tree) {
    try {
      return step.lift(tree.data());
    } catch (RuntimeException e) {
      throw new UnreadableEventException(
          stored, "the step from %s failed: %s".formatted(step.from(), e), e);
    }
  }

  private static ObjectNode tree(EncodedEvent stored) {
    if (!stored.data().isJson()) {
      throw new UnreadableEventException(
          stored,
          "its data are %s, and upcasters lift JSON".formatted(stored.data().contentType()),
          null);
    }
    JsonNode tree;
    try {
      tree = TreeJson.read(stored.data());
    } catch (RuntimeException e) {
      throw new UnreadableEventException(
          stored, "its data make no tree: %s".formatted(e.getMessage()), e);
    }
    if (tree instanceof ObjectNode object) {
      return object;
    }
    throw new UnreadableEventException(
        stored, "its data are no JSON object, and upcasters lift objects", null);
  }

  private static EncodedEvent written(EncodedEvent stored, EventTree tree) {
    EventForm form = tree.form();
    try {
      return new EncodedEvent(form.type(), form.schema(), TreeJson.write(tree.data()));
    } catch (RuntimeException e) {
      throw new UnreadableEventException(
          stored, "lifted to %s its data cannot be written: %s".formatted(form, e.getMessage()), e);
    }
  }

  /**
   * Like {@link #lift(EncodedEvent)}, with all else that was recorded. An event that stays one
   * keeps its id and position. Several share stream, version, time, tags and metadata; the first
   * one is {@link Position#child child} 1 of the position, and their ids are those of RFC 9562,
   * version 5, with the id of the stored event as the name space and the number of the child, in
   * decimal digits, as the name. Nothing stops between them: whoever remembers how far it came
   * remembers the position of the stored event.
   *
   * @throws UnreadableEventException if it cannot be lifted, naming its place
   */
  public List<RecordedEvent> lift(RecordedEvent event) {
    if (!lifts(event.type(), event.schema())) {
      return List.of(event);
    }
    List<EncodedEvent> lifted;
    try {
      lifted = lift(EncodedEvent.of(event));
    } catch (UnreadableEventException e) {
      throw e.at(event);
    }
    if (lifted.size() == 1) {
      return List.of(with(event, event.position(), event.id(), lifted.getFirst()));
    }
    List<RecordedEvent> children = new ArrayList<>();
    for (EncodedEvent one : lifted) {
      int child = children.size() + 1;
      Position stored = event.position();
      children.add(
          with(
              event,
              new Position(stored.partition(), stored.sequence(), child),
              childId(event.id(), child),
              one));
    }
    return List.copyOf(children);
  }

  /**
   * The id of one of the events that a stored event was split into.
   *
   * @param child its number, from 1
   */
  public static UUID childId(UUID stored, int child) {
    return ChildIds.of(stored, child);
  }

  private static RecordedEvent with(
      RecordedEvent event, Position position, UUID id, EncodedEvent form) {
    return new EventRecord(
        position,
        event.stream(),
        event.version(),
        id,
        form.type(),
        form.schema(),
        event.timestamp(),
        event.tags(),
        form.data(),
        event.metadata());
  }

  /** What stands between these steps and a codec that reads that form. */
  List<String> faults(EventForm read) {
    int today = lastSteps.getOrDefault(read.type(), 0) + 1;
    List<String> faults = new ArrayList<>();
    for (int schema = today; schema < read.schema(); schema++) {
      faults.add(
          "no step leads from %s, but the codec reads schema %d"
              .formatted(new EventForm(read.type(), schema), read.schema()));
    }
    if (today > read.schema()) {
      faults.add(
          "steps lead up to %s, but the codec reads schema %d"
              .formatted(new EventForm(read.type(), today), read.schema()));
    }
    return faults;
  }

  /** The forms at which chains end, each with that of a step that leads to it. */
  Map<EventForm, EventForm> ends() {
    Map<EventForm, EventForm> ends = new TreeMap<>();
    steps.forEach((from, step) ->
        step.targets().stream()
            .filter(target -> !steps.containsKey(target))
            .forEach(target -> ends.putIfAbsent(target, from)));
    return ends;
  }
}
