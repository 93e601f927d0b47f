package dev.cairn.model;

import dev.cairn.model.internal.TreeChanges;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One step from an older form of an event to a newer one, said like a sentence: {@code
 * Upcaster.from("FundsDeposited", 1).adding("currency", "USD")}. Unless told otherwise an event
 * keeps its name and its schema goes up by one.
 *
 * <p>A split names the further events behind the first one, each made of the same old data:
 *
 * <pre>{@code
 * Upcaster.from("AccountOpened", 1)
 *     .removing("firstDeposit")
 *     .and("FundsDeposited", 1)
 *     .where(opening -> opening.hasNonNull("firstDeposit"))
 *     .changing(Openings::deposit)
 * }</pre>
 *
 * <p>What changes data always concerns the event that was named last. Steps of several types may
 * lead to one type, which merges them.
 *
 * <p>Functions are pure: the same data give the same result, whatever was lifted before, with no
 * clock, no chance and no look-up. The tree that a function gets is its own to change and to
 * return. Immutable; thread-safe if its functions are.
 */
public final class Upcaster {

  /** An event that the step makes: when, and how. */
  private record Part(
      EventForm target, Predicate<ObjectNode> condition, List<UnaryOperator<ObjectNode>> changes) {

    static Part of(EventForm target) {
      return new Part(target, _ -> true, List.of());
    }

    Part changed(UnaryOperator<ObjectNode> change) {
      List<UnaryOperator<ObjectNode>> more = new ArrayList<>(changes);
      more.add(change);
      return new Part(target, condition, List.copyOf(more));
    }

    /** Every function's result is copied: it may be a tree that its author shows to others too. */
    EventTree made(ObjectNode source) {
      ObjectNode tree = source.deepCopy();
      for (UnaryOperator<ObjectNode> change : changes) {
        tree = change.apply(tree).deepCopy();
      }
      return new EventTree(target, tree);
    }
  }

  private final EventForm from;
  private final List<EventForm> targets;
  private final List<Part> parts;
  private final Function<ObjectNode, List<EventTree>> function;

  private Upcaster(
      EventForm from,
      List<EventForm> targets,
      List<Part> parts,
      Function<ObjectNode, List<EventTree>> function) {
    this.from = from;
    this.targets = List.copyOf(targets);
    this.parts = List.copyOf(parts);
    this.function = function;
  }

  private static Upcaster of(EventForm from, List<Part> parts) {
    List<Part> kept = List.copyOf(parts);
    return new Upcaster(
        from, kept.stream().map(Part::target).toList(), kept, source -> made(kept, source));
  }

  private static List<EventTree> made(List<Part> parts, ObjectNode source) {
    List<EventTree> made = new ArrayList<>(parts.size());
    for (Part part : parts) {
      if (part.condition().test(source.deepCopy())) {
        made.add(part.made(source));
      }
    }
    return made;
  }

  /**
   * Begins a step that leads to the next schema of the same type and changes nothing yet.
   *
   * @throws dev.cairn.InvalidNameException if that is no name of an event
   * @throws IllegalArgumentException if the schema is less than 1
   */
  public static Upcaster from(String type, int schema) {
    EventForm from = EventForm.of(type, schema);
    return of(from, List.of(Part.of(new EventForm(from.type(), schema + 1))));
  }

  /** The same, to an event of that name and schema. */
  public Upcaster to(String type, int schema) {
    Part last = last();
    return last(new Part(EventForm.of(type, schema), last.condition(), last.changes()));
  }

  /** The same and a further event of that name and schema, made of the same old data. */
  public Upcaster and(String type, int schema) {
    last();
    List<Part> more = new ArrayList<>(parts);
    more.add(Part.of(EventForm.of(type, schema)));
    return of(from, more);
  }

  /** The same, where the event last named happens only if the old data are such. */
  public Upcaster where(Predicate<ObjectNode> condition) {
    Part last = last();
    return last(new Part(last.target(), last.condition().and(condition), last.changes()));
  }

  /** The same with that value in a field that is missing or null. */
  public Upcaster adding(String field, String value) {
    return changing(TreeChanges.adding(field, value));
  }

  /** The same with that value in a field that is missing or null. */
  public Upcaster adding(String field, long value) {
    return changing(TreeChanges.adding(field, value));
  }

  /** The same with a copy of that value in a field that is missing or null. */
  public Upcaster adding(String field, JsonNode value) {
    return changing(TreeChanges.adding(field, value));
  }

  /**
   * The same with a field under another name, where it is there. Data that have a value under the
   * new name already cannot be lifted.
   */
  public Upcaster renaming(String field, String newName) {
    return changing(TreeChanges.renaming(field, newName));
  }

  /**
   * The same with a value in another place, where it is there; objects that are missing on the way
   * to it are made. Data that have a value in the new place already cannot be lifted.
   *
   * @param pointer where the value is, a field of objects (RFC 6901): {@code /amount/minor}
   * @param newPointer where it goes
   * @throws IllegalArgumentException if one of them is no pointer, or the whole of the data
   */
  public Upcaster moving(String pointer, String newPointer) {
    return changing(TreeChanges.moving(pointer, newPointer));
  }

  /** The same without that field. */
  public Upcaster removing(String field) {
    return changing(TreeChanges.removing(field));
  }

  /** The same with the data as that function returns them. */
  public Upcaster changing(UnaryOperator<ObjectNode> change) {
    return last(last().changed(change));
  }

  /** A step to nothing: such an event says nothing any more. */
  public Upcaster toNothing() {
    return of(from, List.of());
  }

  /**
   * A step to whatever the function returns, in that order: none, one or several events of the
   * forms that are declared, also several of one form.
   */
  public Upcaster into(List<EventForm> declared, Function<ObjectNode, List<EventTree>> function) {
    return new Upcaster(from, declared, List.of(), source -> List.copyOf(function.apply(source)));
  }

  private Part last() {
    if (parts.isEmpty()) {
      throw new IllegalStateException(
          "the step from %s says already all that it leads to".formatted(from));
    }
    return parts.getLast();
  }

  private Upcaster last(Part changed) {
    List<Part> others = new ArrayList<>(parts.subList(0, parts.size() - 1));
    others.add(changed);
    return of(from, others);
  }

  /** What it lifts. */
  public EventForm from() {
    return from;
  }

  /** What it leads to. */
  public List<EventForm> targets() {
    return targets;
  }

  /**
   * Lifts data.
   *
   * @param source the step's own to change
   * @return events of the declared forms, whose trees nobody else holds
   * @throws RuntimeException if a function fails, or gives something that was not declared
   */
  List<EventTree> lift(ObjectNode source) {
    List<EventTree> lifted = function.apply(source);
    for (EventTree one : lifted) {
      if (!targets.contains(one.form())) {
        throw new IllegalStateException(
            "it gave %s, which it does not declare; declared are %s"
                .formatted(one.form(), targets));
      }
    }
    return lifted.stream().map(one -> new EventTree(one.form(), one.data().deepCopy())).toList();
  }

  @Override
  public String toString() {
    return "%s to %s".formatted(from, targets.isEmpty() ? "nothing" : targets);
  }
}
