package dev.cairn.model.internal;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a record that is stored as JSON may be: without type parameters, within reach of Jackson,
 * and free of binary fractions, records inside it included.
 */
final class RecordShape {

  private static final Set<Class<?>> FRACTIONS =
      Set.of(double.class, Double.class, float.class, Float.class);

  private final List<String> faults;
  private final Set<Type> seen = new HashSet<>();

  /**
   * Looks at records.
   *
   * @param faults receives what is wrong with them
   */
  RecordShape(List<String> faults) {
    this.faults = faults;
  }

  /** Looks at a record. */
  void check(Class<?> record) {
    if (!seen.add(record)) {
      return;
    }
    if (record.getTypeParameters().length > 0) {
      faults.add("%s has type parameters, an event is of one form".formatted(record.getName()));
    }
    checkAccess(record);
    for (RecordComponent component : record.getRecordComponents()) {
      check(record, component, component.getGenericType());
    }
  }

  private void check(Class<?> record, RecordComponent component, Type type) {
    switch (type) {
      case ParameterizedType generic -> {
        for (Type argument : generic.getActualTypeArguments()) {
          check(record, component, argument);
        }
      }
      case GenericArrayType array -> check(record, component, array.getGenericComponentType());
      case WildcardType any -> {
        for (Type bound : any.getUpperBounds()) {
          check(record, component, bound);
        }
      }
      case Class<?> plain when FRACTIONS.contains(plain) ->
          faults.add(
              "%s.%s is a %s, which cannot hold a decimal fraction exactly; use a long of the smallest unit or a BigDecimal"
                  .formatted(record.getSimpleName(), component.getName(), plain.getSimpleName()));
      case Class<?> plain when plain.isArray() ->
          check(record, component, plain.getComponentType());
      case Class<?> plain when plain.isRecord() -> check(plain);
      case Type _ -> {}
    }
  }

  /** Within a named module, Jackson and this codec reach what is public and exported, or opened. */
  private void checkAccess(Class<?> record) {
    Module module = record.getModule();
    String folder = record.getPackageName();
    for (Module reader : List.of(getClass().getModule(), jackson())) {
      boolean reached =
          module.isOpen(folder, reader) || (module.isExported(folder, reader) && isPublic(record));
      if (!reached) {
        faults.add(
            "%s is out of reach of %s; make it public and export %s, or open that package"
                .formatted(record.getName(), name(reader), folder));
      }
    }
  }

  private static Module jackson() {
    return EventJson.mapper().getClass().getModule();
  }

  private static String name(Module reader) {
    return reader.isNamed() ? reader.getName() : "the class path";
  }

  private static boolean isPublic(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
  }
}
