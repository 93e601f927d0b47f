package dev.cairn.model;

import dev.cairn.EventType;
import dev.cairn.Payload;
import dev.cairn.model.internal.EventClass;
import dev.cairn.model.internal.EventClasses;
import dev.cairn.model.internal.EventJson;
import dev.cairn.model.internal.MissingFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
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
 *   <li><b>Schemas.</b> Only the schema of {@link EventSchema} is read; {@link #withUpcasters
 *       upcasters} lift older ones to it.
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
  private final Upcasters upcasters;
  private final Set<EventType> types;

  private JsonCodec(
      Map<Class<?>, Form<E>> byClass,
      Map<EventType, Form<E>> byName,
      Function<EncodedEvent, List<E>> unknown,
      Upcasters upcasters) {
    this.byClass = Map.copyOf(byClass);
    this.byName = Map.copyOf(byName);
    this.unknown = unknown;
    this.upcasters = upcasters;
    this.types = forms().stream().map(EventForm::type).collect(Collectors.toUnmodifiableSet());
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
        },
        Upcasters.none());
  }

  /**
   * The same, which asks the handler what an unknown event says: {@code event -> List.of()} passes
   * over it. Unknown is what neither is one of these events nor becomes one by an upcaster.
   */
  public JsonCodec<E> onUnknown(Function<EncodedEvent, List<E>> handler) {
    return new JsonCodec<>(byClass, byName, handler, upcasters);
  }

  /**
   * The same, which lifts events of older forms before it reads them. An event that is stored in
   * today's form costs nothing more.
   *
   * @throws InvalidUpcastersException naming every older schema of these events that no step leads
   *     from, and every chain that does not end at a form that is read
   */
  public JsonCodec<E> withUpcasters(Upcasters newUpcasters) {
    List<String> faults = new ArrayList<>();
    new TreeMap<>(byName)
        .forEach((type, form) ->
            faults.addAll(newUpcasters.faults(new EventForm(type, form.events().schema()))));
    newUpcasters
        .ends()
        .forEach((end, from) -> {
          if (!byName.containsKey(end.type())) {
            faults.add(
                "the step from %s leads to %s, which the codec does not read and no step leads from"
                    .formatted(from, end));
          }
        });
    if (!faults.isEmpty()) {
      throw new InvalidUpcastersException(faults);
    }
    return new JsonCodec<>(byClass, byName, unknown, newUpcasters);
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
    if (form != null && form.events().schema() == stored.schema()) {
      return List.of(read(form, stored));
    }
    if (upcasters.lifts(stored.type(), stored.schema())) {
      return lifted(stored);
    }
    return form == null ? unknown.apply(stored) : List.of(read(form, stored));
  }

  private List<E> lifted(EncodedEvent stored) {
    List<E> events = new ArrayList<>();
    for (EncodedEvent one : upcasters.lift(stored)) {
      try {
        events.add(read(Objects.requireNonNull(byName.get(one.type())), one));
      } catch (UnreadableEventException e) {
        throw new UnreadableEventException(
            stored, "lifted to %s, %s".formatted(EventForm.of(one), e.reason()), e);
      }
    }
    return List.copyOf(events);
  }

  @Override
  public Set<EventType> types() {
    return types;
  }

  /** The forms that it reads: today's and all that its upcasters lift. */
  public SortedSet<EventForm> forms() {
    SortedSet<EventForm> forms = upcasters.forms();
    byName.forEach((type, form) -> forms.add(new EventForm(type, form.events().schema())));
    return forms;
  }

  /** What lifts events of older forms; {@link Upcasters#none()} unless told. */
  public Upcasters upcasters() {
    return upcasters;
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
