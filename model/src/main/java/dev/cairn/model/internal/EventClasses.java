package dev.cairn.model.internal;

import dev.cairn.EventType;
import dev.cairn.InvalidNameException;
import dev.cairn.model.EventName;
import dev.cairn.model.EventSchema;
import dev.cairn.model.InvalidCodecException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the records of a sealed type and their names, or all that is wrong with them at once. */
public final class EventClasses<E> {

  private final Class<E> events;
  private final List<EventClass<E>> found = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final RecordShape shape = new RecordShape(faults);

  private EventClasses(Class<E> events) {
    this.events = events;
  }

  /**
   * Returns the records of a sealed type, of the sealed types inside it as well.
   *
   * @throws InvalidCodecException if one of its leaves is no record, if two claim one name, or if
   *     one cannot be stored as JSON
   */
  public static <E> List<EventClass<E>> of(Class<E> events) {
    EventClasses<E> classes = new EventClasses<>(events);
    classes.collect(events);
    classes.checkNames();
    if (!classes.faults.isEmpty()) {
      throw new InvalidCodecException(events.getName(), classes.faults);
    }
    return List.copyOf(classes.found);
  }

  private void collect(Class<? extends E> type) {
    if (type.isRecord()) {
      shape.check(type);
      named(type).filter(one -> !found.contains(one)).ifPresent(found::add);
    } else if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        collect(permitted.asSubclass(events));
      }
    } else {
      faults.add(
          "%s is neither a record nor sealed, so its events cannot be told apart"
              .formatted(type.getName()));
    }
  }

  private Optional<EventClass<E>> named(Class<? extends E> record) {
    EventName name = record.getAnnotation(EventName.class);
    EventSchema schema = record.getAnnotation(EventSchema.class);
    int version = schema == null ? 1 : schema.value();
    if (version < 1) {
      faults.add("%s: a schema version is 1 or greater".formatted(record.getName()));
    }
    try {
      EventType today =
          EventType.of(
              name == null || name.value().isEmpty() ? record.getSimpleName() : name.value());
      List<EventType> formerly =
          name == null ? List.of() : Stream.of(name.formerly()).map(EventType::of).toList();
      return Optional.of(new EventClass<>(record, today, formerly, version));
    } catch (InvalidNameException e) {
      faults.add("%s: %s".formatted(record.getName(), e.getMessage()));
      return Optional.empty();
    }
  }

  private void checkNames() {
    Map<EventType, Class<?>> owners = new HashMap<>();
    for (EventClass<E> one : found) {
      Stream.concat(Stream.of(one.name()), one.formerly().stream())
          .forEach(name -> claim(owners, name, one.record()));
    }
  }

  private void claim(Map<EventType, Class<?>> owners, EventType name, Class<?> record) {
    Class<?> owner = owners.putIfAbsent(name, record);
    if (owner != null) {
      faults.add(
          "the name '%s' is claimed by %s and by %s; name one of them with @EventName"
              .formatted(name, owner.getName(), record.getName()));
    }
  }
}
