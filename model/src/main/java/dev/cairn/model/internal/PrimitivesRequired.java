package dev.cairn.model.internal;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/** Requires every primitive to be there, as its constructor could not tell a missing one from 0. */
final class PrimitivesRequired extends JacksonAnnotationIntrospector {

  private static final long serialVersionUID = 1L;

  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    return member.getRawType().isPrimitive()
        ? Boolean.TRUE
        : super.hasRequiredMarker(config, member);
  }
}
