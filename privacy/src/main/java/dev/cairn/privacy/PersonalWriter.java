package dev.cairn.privacy;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Writes {@link ClearForm}, and refuses to where nobody seals it. */
final class PersonalWriter extends ValueSerializer<Personal<?>> {

  @Override
  public void serialize(Personal<?> personal, JsonGenerator out, SerializationContext context) {
    if (!ClearForm.isToBeSealed()) {
      throw new UnsealedException(personal.subject());
    }
    out.writeStartObject();
    out.writeStringProperty(ClearForm.PERSONAL, personal.subject().value());
    switch (personal) {
      case Personal.Known<?> known -> {
        out.writeName(ClearForm.VALUE);
        context.writeValue(out, known.value());
      }
      case Personal.Erased<?> _ -> out.writeBooleanProperty(ClearForm.ERASED, true);
    }
    out.writeEndObject();
  }
}
