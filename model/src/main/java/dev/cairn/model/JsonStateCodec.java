package dev.cairn.model;

import dev.cairn.EventType;
import dev.cairn.Payload;
import dev.cairn.model.internal.EventClass;
import dev.cairn.model.internal.EventClasses;
import dev.cairn.model.internal.EventJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stores states that are records as JSON, as strictly as {@link JsonCodec} stores events: a missing
 * field, a number that would have to be bent, a {@code double} are errors. A state that is one
 * record has a field for each component; one of a sealed type is an object whose only key says
 * which record it is: {@code {"Open":{"balance":5}}}.
 *
 * <p><b>Old schemas.</b> When the records change, either begin with a new schema, so that older
 * snapshots are passed over and the history is folded once more, or add a step that lifts them:
 *
 * <pre>{@code
 * JsonStateCodec.of(Account.class)                       // writes and reads schema 1
 * JsonStateCodec.of(Account.class, 2)                    // writes and reads schema 2
 * JsonStateCodec.of(Account.class).lifting(tree -> ...)  // writes schema 2, reads 1 and 2
 * }</pre>
 *
 * <p>Each step leads from one schema to the next, so there is never a gap. Thread-safe, if the
 * steps are pure.
 *
 * @param <S> the state
 */
public final class JsonStateCodec<S> implements StateCodec<S> {

  private final JsonCodec<S> records;
  private final Map<EventType, Integer> forms;
  private final boolean tagged;
  private final int oldest;
  private final List<UnaryOperator<ObjectNode>> steps;

  private JsonStateCodec(
      JsonCodec<S> records,
      Map<EventType, Integer> forms,
      boolean tagged,
      int oldest,
      List<UnaryOperator<ObjectNode>> steps) {
    this.records = records;
    this.forms = Map.copyOf(forms);
    this.tagged = tagged;
    this.oldest = oldest;
    this.steps = List.copyOf(steps);
  }

  /** Returns the codec of a record, or of a sealed type whose leaves are records, at schema 1. */
  public static <S> JsonStateCodec<S> of(Class<S> states) {
    return of(states, 1);
  }

  /**
   * The same at that schema, with no way from an older one.
   *
   * @throws InvalidCodecException naming everything that is wrong with the type
   */
  public static <S> JsonStateCodec<S> of(Class<S> states, int schema) {
    if (schema < 1) {
      throw new IllegalArgumentException("a schema is 1 or greater, not " + schema);
    }
    Map<EventType, Integer> forms = new HashMap<>();
    for (EventClass<S> one : EventClasses.of(states)) {
      forms.put(one.name(), one.schema());
      one.formerly().forEach(name -> forms.put(name, one.schema()));
    }
    return new JsonStateCodec<>(
        JsonCodec.forSealed(states), forms, !states.isRecord(), schema, List.of());
  }

  /**
   * The same at the next schema: states of the one before are lifted by that step, which may change
   * the tree it is given or return another.
   */
  public JsonStateCodec<S> lifting(UnaryOperator<ObjectNode> step) {
    List<UnaryOperator<ObjectNode>> more = new ArrayList<>(steps);
    more.add(step);
    return new JsonStateCodec<>(records, forms, tagged, oldest, more);
  }

  @Override
  public int schema() {
    return oldest + steps.size();
  }

  @Override
  public Payload encode(S state) {
    EncodedEvent record = records.encode(state);
    if (!tagged) {
      return record.data();
    }
    ObjectNode tree = EventJson.mapper().createObjectNode();
    tree.set(record.type().value(), EventJson.mapper().readTree(record.data().bytes()));
    return json(tree);
  }

  @Override
  public S decode(int schema, Payload state) {
    if (schema < oldest || schema > schema()) {
      throw new UnreadableStateException(
          schema,
          oldest == schema()
              ? "this code reads schema %d".formatted(oldest)
              : "this code reads schemas %d to %d".formatted(oldest, schema()),
          null);
    }
    try {
      return read(schema, lifted(schema, object(schema, state)));
    } catch (UnreadableStateException e) {
      throw e;
    } catch (UnreadableEventException e) {
      throw new UnreadableStateException(schema, e.reason(), e);
    } catch (RuntimeException e) {
      throw new UnreadableStateException(schema, String.valueOf(e.getMessage()), e);
    }
  }

  private static ObjectNode object(int schema, Payload state) {
    if (EventJson.mapper().readTree(state.bytes()) instanceof ObjectNode tree) {
      return tree;
    }
    throw new UnreadableStateException(schema, "it is no JSON object", null);
  }

  private ObjectNode lifted(int schema, ObjectNode tree) {
    ObjectNode current = tree;
    for (UnaryOperator<ObjectNode> step : steps.subList(schema - oldest, steps.size())) {
      current = step.apply(current);
    }
    return current;
  }

  private S read(int schema, ObjectNode tree) {
    if (!tagged) {
      return read(forms.keySet().iterator().next(), tree);
    }
    if (tree.size() != 1) {
      throw new UnreadableStateException(
          schema, "it has %d keys where one names the record".formatted(tree.size()), null);
    }
    Map.Entry<String, JsonNode> only = tree.properties().iterator().next();
    return read(EventType.of(only.getKey()), only.getValue());
  }

  private S read(EventType name, JsonNode fields) {
    int form = forms.getOrDefault(name, 1);
    return records.decode(new EncodedEvent(name, form, json(fields))).getFirst();
  }

  private static Payload json(JsonNode tree) {
    return Payload.json(EventJson.mapper().writeValueAsBytes(tree));
  }
}
