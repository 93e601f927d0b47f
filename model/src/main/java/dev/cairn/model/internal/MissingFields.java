package dev.cairn.model.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the component of a record that is null without leave. A field that was missing when the
 * record was read is null in its compact constructor, which may put a default in its place; what is
 * still null afterwards must be {@code @Nullable}.
 */
public final class MissingFields {

  private record Field(String name, Method accessor, Optional<MissingFields> inner) {}

  private final List<Field> required = new ArrayList<>();

  private MissingFields() {}

  /** Returns what finds the missing fields of that record, and of the records that it holds. */
  public static MissingFields of(Class<?> record) {
    MissingFields fields = new MissingFields();
    Set<String> nullable = NullableComponents.of(record);
    for (RecordComponent component : record.getRecordComponents()) {
      Class<?> type = component.getType();
      if (!type.isPrimitive() && !nullable.contains(component.getName())) {
        Optional<MissingFields> inner =
            type.isRecord() && !type.equals(record) ? Optional.of(of(type)) : Optional.empty();
        fields.required.add(new Field(component.getName(), reachable(component), inner));
      }
    }
    return fields;
  }

  /** The first component that is null without leave, as a path: {@code amount.currency}. */
  public Optional<String> first(Object record) {
    for (Field field : required) {
      Object value = value(field.accessor(), record);
      if (value == null) {
        return Optional.of(field.name());
      }
      Optional<String> inside = field.inner().flatMap(inner -> inner.first(value));
      if (inside.isPresent()) {
        return inside.map(path -> field.name() + "." + path);
      }
    }
    return Optional.empty();
  }

  private static Method reachable(RecordComponent component) {
    Method accessor = component.getAccessor();
    accessor.setAccessible(true);
    return accessor;
  }

  private static @Nullable Object value(Method accessor, Object record) {
    try {
      return accessor.invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(
          "%s of a record could not be read".formatted(accessor.getName()), e);
    }
  }
}
