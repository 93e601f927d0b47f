package dev.cairn.privacy;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;

/** Reads {@link ClearForm}. */
final class PersonalReader extends ValueDeserializer<Personal<?>> {

  private final @Nullable JavaType value;

  /** For Jackson, which then asks for the reader of each place. */
  PersonalReader() {
    this(null);
  }

  private PersonalReader(@Nullable JavaType value) {
    this.value = value;
  }

  @Override
  public ValueDeserializer<?> createContextual(
      DeserializationContext context, @Nullable BeanProperty property) {
    return new PersonalReader(context.getContextualType().containedTypeOrUnknown(0));
  }

  @Override
  public Personal<?> deserialize(JsonParser in, DeserializationContext context) {
    JsonNode form = context.readTree(in);
    @Nullable JsonNode subject = form.get(ClearForm.PERSONAL);
    @Nullable JsonNode known = form.get(ClearForm.VALUE);
    if (subject == null || !subject.isString() || form.size() != 2) {
      return context.reportInputMismatch(this, "it is not sealed, as personal data are");
    }
    SubjectId id = SubjectId.of(subject.stringValue());
    if (known == null) {
      return new Personal.Erased<>(id);
    }
    if (known.isNull()) {
      return context.reportInputMismatch(this, "a personal value is null");
    }
    return new Personal.Known<>(id, context.readTreeAsValue(known, value));
  }
}
