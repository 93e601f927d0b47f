package dev.cairn.privacy;

import dev.cairn.InvalidNameException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A sealed value as it is stored:
 *
 * <pre>{@code
 * {"$sealed":1,"subject":"customer-7","key":1,"event":"0199…","at":"/name","value":"<base64>"}
 * }</pre>
 *
 * <p>It has these keys and no others; {@code value} is {@code nonce (12) || ciphertext || tag
 * (16)}.
 *
 * @param subject whom it is about
 * @param key the number of the subject's key
 * @param event the id of the event it was sealed for
 * @param at where in the data of that event it stood, as a JSON pointer (RFC 6901)
 * @param value nonce, ciphertext and tag in base64 (RFC 4648, padded); empty while it is sealed
 */
record SealedValue(SubjectId subject, int key, UUID event, String at, String value) {

  /** The form, the value of the key {@code $sealed}. */
  static final int FORM = 1;

  /** The largest value that is sealed, in bytes of JSON: 64 KiB. */
  static final int VALUE_BYTES_MAX = 1 << 16;

  /** What the sealing adds at most: nonce, tag, and spaces up to a whole block. */
  static final int OVERHEAD_BYTES_MAX = SealCipher.NONCE_BYTES + SealCipher.TAG_BYTES + 32;

  private static final int CHARS_MAX = (VALUE_BYTES_MAX + OVERHEAD_BYTES_MAX + 2) / 3 * 4;
  private static final List<String> KEYS =
      List.of(ClearForm.SEALED, "subject", "key", "event", "at", "value");

  /** That an object is no sealed value: the end of a sentence. */
  static final class MalformedException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedException(String reason) {
      super(reason);
    }
  }

  /** The object that is stored. */
  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put(ClearForm.SEALED, FORM)
        .put("subject", subject.value())
        .put("key", key)
        .put("event", event.toString())
        .put("at", at)
        .put("value", value);
  }

  /** A value that is about to be sealed. */
  static SealedValue unsealed(SubjectId subject, int key, UUID event, String at) {
    return new SealedValue(subject, key, event, at, "");
  }

  /** The same with its value, sealed with {@link #header} as the associated data. */
  SealedValue with(byte[] sealed) {
    return new SealedValue(subject, key, event, at, Base64.getEncoder().encodeToString(sealed));
  }

  /** Nonce, ciphertext and tag. */
  byte[] bytes() {
    return Base64.getDecoder().decode(value);
  }

  /** All but the value, which the seal covers as well: the associated data. */
  byte[] header() {
    return "cairn/sealed/%d\n%s\n%d\n%s\n%s"
        .formatted(FORM, subject, key, event, at)
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads an object, strictly: there is one way to write each sealed value.
   *
   * @throws MalformedException if it is none
   */
  static SealedValue of(ObjectNode json) throws MalformedException {
    if (integer(json, ClearForm.SEALED) != FORM) {
      throw new MalformedException(
          "it is of form %s, this code reads form %d".formatted(json.get(ClearForm.SEALED), FORM));
    }
    if (!KEYS.equals(List.copyOf(json.propertyNames()))) {
      throw new MalformedException(
          "it has the keys %s, not %s".formatted(json.propertyNames(), KEYS));
    }
    int key = integer(json, "key");
    if (key < 1) {
      throw new MalformedException("its key is %d, not 1 or greater".formatted(key));
    }
    return new SealedValue(subject(json), key, event(json), text(json, "at"), value(json));
  }

  private static SubjectId subject(ObjectNode json) throws MalformedException {
    try {
      return SubjectId.of(text(json, "subject"));
    } catch (InvalidNameException e) {
      throw new MalformedException(String.valueOf(e.getMessage()));
    }
  }

  private static UUID event(ObjectNode json) throws MalformedException {
    String text = text(json, "event");
    try {
      UUID id = UUID.fromString(text);
      if (id.toString().equals(text)) {
        return id;
      }
    } catch (IllegalArgumentException e) {
      // Told below, as what is not written in the one way.
    }
    throw new MalformedException("its event is no id");
  }

  private static String value(ObjectNode json) throws MalformedException {
    String text = text(json, "value");
    if (text.length() > CHARS_MAX) {
      throw new MalformedException(
          "its value has %d characters, the limit is %d".formatted(text.length(), CHARS_MAX));
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("its value is not base64");
    }
    if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
      throw new MalformedException("its value is not base64 in the one way to write it");
    }
    if (bytes.length <= SealCipher.NONCE_BYTES + SealCipher.TAG_BYTES) {
      throw new MalformedException("its value is too short");
    }
    return text;
  }

  private static int integer(ObjectNode json, String key) throws MalformedException {
    @Nullable JsonNode node = json.get(key);
    if (node == null || !node.isIntegralNumber() || !node.canConvertToInt()) {
      throw new MalformedException("its '%s' is no whole number".formatted(key));
    }
    return node.intValue();
  }

  private static String text(ObjectNode json, String key) throws MalformedException {
    @Nullable JsonNode node = json.get(key);
    if (node == null || !node.isString()) {
      throw new MalformedException("its '%s' is no text".formatted(key));
    }
    return node.stringValue();
  }
}
