package dev.cairn.privacy;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at all records of a sealed type, and at those inside them, for personal components that
 * cannot be sealed: found when a codec is made, all at once.
 */
final class PersonalShape {

  /** A record, and whether it lies in a personal value. */
  private record Seen(Class<?> type, boolean inside) {}

  private final List<String> faults = new ArrayList<>();
  private final Set<Seen> seen = new HashSet<>();

  private PersonalShape() {}

  /** What is wrong, one sentence each. */
  static List<String> faults(Class<?> events) {
    PersonalShape shape = new PersonalShape();
    shape.visit(events, false);
    return List.copyOf(shape.faults);
  }

  private void visit(Class<?> type, boolean inside) {
    if (!seen.add(new Seen(type, inside))) {
      return;
    }
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        String name = "%s.%s".formatted(type.getSimpleName(), component.getName());
        check(name, component.getGenericType(), inside);
      }
    } else if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        visit(permitted, inside);
      }
    }
  }

  private void check(String name, Type type, boolean inside) {
    switch (type) {
      case ParameterizedType generic when generic.getRawType() == Personal.class -> {
        if (inside) {
          faults.add(
              "%s is personal data inside personal data; seal the outer one".formatted(name));
        }
        checkValue(name, generic.getActualTypeArguments()[0]);
      }
      case ParameterizedType generic when isCase(generic.getRawType()) -> faults.add(oneCase(name));
      case ParameterizedType generic -> checkArguments(name, generic, inside);
      case GenericArrayType array -> check(name, array.getGenericComponentType(), inside);
      case Class<?> raw when raw == Personal.class ->
          faults.add("%s does not say what it holds; make it a Personal<String>".formatted(name));
      case Class<?> raw when isCase(raw) -> faults.add(oneCase(name));
      case Class<?> plain when plain.isArray() -> check(name, plain.getComponentType(), inside);
      case Class<?> plain -> visit(plain, inside);
      case Type _ -> {}
    }
  }

  private void checkArguments(String name, ParameterizedType generic, boolean inside) {
    Type[] arguments = generic.getActualTypeArguments();
    boolean map = generic.getRawType() instanceof Class<?> raw && Map.class.isAssignableFrom(raw);
    if (map && isPersonal(arguments[0])) {
      faults.add("%s has personal data as its keys, which are not sealed".formatted(name));
    }
    for (Type argument : arguments) {
      check(name, argument, inside);
    }
  }

  private void checkValue(String name, Type value) {
    switch (value) {
      case ParameterizedType generic when generic.getRawType() == Optional.class ->
          faults.add(
              "%s is an empty personal value at times; make it an Optional<Personal<…>>"
                  .formatted(name));
      case ParameterizedType generic -> check(name, generic, true);
      case Class<?> plain when plain == Object.class -> faults.add(unknownValue(name));
      case Class<?> plain -> check(name, plain, true);
      case Type _ -> faults.add(unknownValue(name));
    }
  }

  private static boolean isPersonal(Type type) {
    return type instanceof ParameterizedType generic && generic.getRawType() == Personal.class;
  }

  private static boolean isCase(Type raw) {
    return raw == Personal.Known.class || raw == Personal.Erased.class;
  }

  private static String oneCase(String name) {
    return "%s is one case of personal data, which an erasure changes; make it a Personal"
        .formatted(name);
  }

  private static String unknownValue(String name) {
    return "%s holds a value of no certain type; name a type that is stored".formatted(name);
  }
}
