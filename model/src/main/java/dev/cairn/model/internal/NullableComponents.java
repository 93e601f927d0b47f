package dev.cairn.model.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.TypeAnnotation;
import java.lang.classfile.attribute.RecordAttribute;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the components of a record that may be null, by an annotation whose simple name is {@code
 * Nullable}. They are read from the class file: reflection forgets annotations whose classes are
 * missing at run time, as JSpecify's mostly are, and those that were never meant to be seen there.
 */
final class NullableComponents {

  private NullableComponents() {}

  /** The names of those components; none where the record has no class file. */
  static Set<String> of(Class<?> record) {
    String file = record.getName().substring(record.getPackageName().length() + 1) + ".class";
    try (@Nullable InputStream bytes = record.getResourceAsStream(file)) {
      return bytes == null ? Set.of() : of(ClassFile.of().parse(bytes.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException("the class file of " + record.getName(), e);
    }
  }

  private static Set<String> of(ClassModel model) {
    return model.findAttribute(Attributes.record()).map(RecordAttribute::components).stream()
        .flatMap(List::stream)
        .filter(NullableComponents::isNullable)
        .map(component -> component.name().stringValue())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean isNullable(RecordComponentInfo component) {
    return Stream.concat(ofTheType(component), ofTheComponent(component))
        .map(annotation -> annotation.className().stringValue())
        .anyMatch(name -> name.endsWith("/Nullable;") || name.endsWith("$Nullable;"));
  }

  /** Annotations of the type itself, not of its arguments. */
  private static Stream<Annotation> ofTheType(AttributedElement component) {
    return Stream.concat(
            component.findAttribute(Attributes.runtimeVisibleTypeAnnotations()).stream()
                .flatMap(visible -> visible.annotations().stream()),
            component.findAttribute(Attributes.runtimeInvisibleTypeAnnotations()).stream()
                .flatMap(invisible -> invisible.annotations().stream()))
        .filter(NullableComponents::isOuter)
        .map(TypeAnnotation::annotation);
  }

  private static boolean isOuter(TypeAnnotation annotation) {
    return annotation.targetPath().stream()
        .allMatch(step -> step.typePathKind() == TypeAnnotation.TypePathComponent.Kind.INNER_TYPE);
  }

  private static Stream<Annotation> ofTheComponent(AttributedElement component) {
    return Stream.concat(
        component.findAttribute(Attributes.runtimeVisibleAnnotations()).stream()
            .flatMap(visible -> visible.annotations().stream()),
        component.findAttribute(Attributes.runtimeInvisibleAnnotations()).stream()
            .flatMap(invisible -> invisible.annotations().stream()));
  }
}
