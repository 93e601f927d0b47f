package dev.cairn.model;

import dev.cairn.EventType;
import dev.cairn.Payload;
import dev.cairn.model.internal.EventClass;
import dev.cairn.model.internal.EventClasses;
import dev.cairn.model.internal.EventJson;
import dev.cairn.model.internal.MissingFields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/**
 * Stores the records of a sealed type as JSON, a field for each component, in their order.
 *
 * <ul>
 *   <li><b>Names.</b> An event is called like its record unless {@link EventName} says otherwise.
 *   <li><b>Reading is tolerant.</b> Fields that nobody knows are passed over. A missing one is null
 *       in the compact constructor, which may put a default in its place; an {@code Optional} is
 *       empty. What is then still null without being {@code @Nullable} (JSpecify's or any other),
 *       and a missing primitive, is an error: nothing is guessed.
 *   <li><b>Money is safe.</b> {@code double} and {@code float} are refused when the codec is made;
 *       a fraction is never read as an integer; a {@code BigDecimal} keeps every digit.
 *   <li><b>Schemas.</b> Only the schema of {@link EventSchema} is read; older ones must have been
 *       lifted to it before.
 *   <li><b>Modules.</b> In a named module the records must be public in a package that is exported
 *       to, or else any records in one that is opened to, {@code dev.cairn.model} and {@code
 *       tools.jackson.databind}.
 * </ul>
 *
 * <p>Jackson's annotations work. Thread-safe.
 *
 * @param <E> the events
 */
public final class JsonCodec<E> implements EventCodec<E> {

  private static final String ADVICE = " \\((set `|but (might|could) )[^)]*\\)";

  private record Form<E>(
      EventClass<E> events, ObjectWriter writer, ObjectReader reader, MissingFields missing) {

    static <E> Form<E> of(EventClass<E> events) {
      return new Form<>(
          events,
          EventJson.mapper().writerFor(events.record()),
          EventJson.mapper().readerFor(events.record()),
          MissingFields.of(events.record()));
    }
  }

  private final Map<Class<?>, Form<E>> byClass;
  private final Map<EventType, Form<E>> byName;
  private final Function<EncodedEvent, List<E>> unknown;

  private JsonCodec(
      Map<Class<?>, Form<E>> byClass,
      Map<EventType, Form<E>> byName,
      Function<EncodedEvent, List<E>> unknown) {
    this.byClass = Map.copyOf(byClass);
    this.byName = Map.copyOf(byName);
    this.unknown = unknown;
  }

  /**
   * Returns the codec of a sealed type whose leaves are records. An unknown event is an {@link
   * UnknownEventTypeException}.
   *
   * @throws InvalidCodecException naming everything that is wrong with the type
   */
  public static <E> JsonCodec<E> forSealed(Class<E> events) {
    Map<Class<?>, Form<E>> byClass = new HashMap<>();
    Map<EventType, Form<E>> byName = new HashMap<>();
    for (EventClass<E> one : EventClasses.of(events)) {
      Form<E> form = Form.of(one);
      byClass.put(one.record(), form);
      byName.put(one.name(), form);
      one.formerly().forEach(name -> byName.put(name, form));
    }
    Set<EventType> known = Set.copyOf(byName.keySet());
    return new JsonCodec<>(
        byClass,
        byName,
        event -> {
          throw new UnknownEventTypeException(event, known);
        });
  }

  /**
   * The same, which asks the handler what an unknown event says: {@code event -> List.of()} passes
   * over it.
   */
  public JsonCodec<E> onUnknown(Function<EncodedEvent, List<E>> handler) {
    return new JsonCodec<>(byClass, byName, handler);
  }

  @Override
  public EncodedEvent encode(E event) {
    Form<E> form = byClass.get(event.getClass());
    if (form == null) {
      throw new IllegalArgumentException(
          "%s is none of the events of this codec".formatted(event.getClass().getName()));
    }
    byte[] json = form.writer().writeValueAsBytes(event);
    return new EncodedEvent(form.events().name(), form.events().schema(), Payload.json(json));
  }

  @Override
  public List<E> decode(EncodedEvent stored) {
    Form<E> form = byName.get(stored.type());
    return form == null ? unknown.apply(stored) : List.of(read(form, stored));
  }

  @Override
  public Set<EventType> types() {
    return byName.keySet();
  }

  private static <E> E read(Form<E> form, EncodedEvent stored) {
    checkSchema(form.events().schema(), stored);
    if (!stored.data().isJson()) {
      throw new UnreadableEventException(
          stored, "its data are %s, not JSON".formatted(stored.data().contentType()), null);
    }
    E event = parsed(form, stored);
    form.missing()
        .first(event)
        .ifPresent(field -> {
          throw new UnreadableEventException(
              stored,
              "the field '%s' is missing; give it a default in the compact constructor of %s, or make it @Nullable"
                  .formatted(field, form.events().record().getSimpleName()),
              null);
        });
    return event;
  }

  private static <E> E parsed(Form<E> form, EncodedEvent stored) {
    E event;
    try {
      event = form.reader().readValue(stored.data().bytes());
    } catch (JacksonException e) {
      throw new UnreadableEventException(
          stored,
          "its data do not fit %s%s".formatted(form.events().record().getSimpleName(), fault(e)),
          e);
    }
    if (event == null) {
      throw new UnreadableEventException(stored, "its data are null", null);
    }
    return event;
  }

  /** Where and why, without Jackson's advice on settings that are not the reader's to change. */
  private static String fault(JacksonException e) {
    String field =
        e.getPath().stream()
            .map(JacksonException.Reference::getPropertyName)
            .filter(Objects::nonNull)
            .collect(Collectors.joining("."));
    String reason = e.getOriginalMessage().replaceAll(ADVICE, "");
    return field.isEmpty() ? ": " + reason : " at '%s': %s".formatted(field, reason);
  }

  private static void checkSchema(int readable, EncodedEvent stored) {
    if (stored.schema() > readable) {
      throw new UnreadableEventException(
          stored, "it is too new, this code reads schema %d".formatted(readable), null);
    }
    if (stored.schema() < readable) {
      throw new UnreadableEventException(
          stored, "this code reads schema %d, lift it to that first".formatted(readable), null);
    }
  }
}
