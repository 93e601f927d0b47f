package dev.cairn.privacy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file of a subject: one line of JSON in one of two forms, ended by the checksum that a line of
 * the log has.
 *
 * <pre>{@code
 * {"format":1,"subject":"customer-7","wrapped":false,"keys":[{"number":1,"created":"…","key":"…"}],"crc":"9d2c31e0"}
 * {"format":1,"subject":"customer-7","erased":"…","reason":"…","actor":"…","complete":true,"crc":"9d2c31e0"}
 * }</pre>
 *
 * @param master what keys are wrapped with; empty if they lie in the file as they are
 */
record VaultFile(Optional<MasterKey> master) {

  static final int FORMAT = 1;

  /** Most keys of a subject. */
  static final int KEYS_MAX = 100;

  /** The largest file, in bytes. */
  static final int BYTES_MAX = 1 << 16;

  private static final byte[] CRC = ",\"crc\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "\"}\n".getBytes(StandardCharsets.US_ASCII);
  private static final int CRC_DIGITS = 8;
  private static final int TAIL = CRC.length + CRC_DIGITS + END.length;

  /** That a file is not what was written: the end of a sentence. */
  static final class DamagedException extends Exception {

    private static final long serialVersionUID = 1L;

    DamagedException(String reason) {
      super(reason);
    }
  }

  byte[] written(SubjectId subject, SubjectKeys.Held held) {
    ObjectNode json = begun(subject).put("wrapped", master.isPresent());
    ArrayNode keys = json.putArray("keys");
    for (SubjectKey key : held.keys()) {
      byte[] secret = key.secret().getEncoded();
      byte[] kept = master.map(with -> with.wrapped(subject, key.number(), secret)).orElse(secret);
      keys.addObject()
          .put("number", key.number())
          .put("created", key.created().toString())
          .put("key", Base64.getEncoder().encodeToString(kept));
    }
    return line(json);
  }

  byte[] written(SubjectId subject, Tombstone tombstone) {
    return line(
        begun(subject)
            .put("erased", tombstone.at().toString())
            .put("reason", tombstone.reason())
            .put("actor", tombstone.actor())
            .put("complete", tombstone.complete()));
  }

  private static ObjectNode begun(SubjectId subject) {
    return ClearForm.MAPPER
        .createObjectNode()
        .put("format", FORMAT)
        .put("subject", subject.value());
  }

  private static byte[] line(ObjectNode json) {
    byte[] whole = ClearForm.MAPPER.writeValueAsBytes(json);
    int end = whole.length - 1;
    byte[] line = Arrays.copyOf(whole, end + TAIL);
    System.arraycopy(CRC, 0, line, end, CRC.length);
    byte[] digits = checksum(whole, end).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, line, end + CRC.length, CRC_DIGITS);
    System.arraycopy(END, 0, line, line.length - END.length, END.length);
    return line;
  }

  private static String checksum(byte[] bytes, int end) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, end);
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  /**
   * Reads a file.
   *
   * @throws DamagedException if it is not one that was written for that subject and master key
   */
  SubjectKeys read(SubjectId subject, byte[] line) throws DamagedException {
    ObjectNode json = checked(line);
    int format = number(json, "format");
    if (format != FORMAT) {
      throw new DamagedException(
          "it has format %d, this release reads format %d".formatted(format, FORMAT));
    }
    if (!text(json, "subject").equals(subject.value())) {
      throw new DamagedException("it is the file of '%s'".formatted(text(json, "subject")));
    }
    return json.has("erased") ? erased(json) : held(subject, json);
  }

  private static ObjectNode checked(byte[] line) throws DamagedException {
    int end = line.length - TAIL;
    if (end <= 0
        || !Arrays.equals(CRC, 0, CRC.length, line, end, end + CRC.length)
        || !Arrays.equals(END, 0, END.length, line, line.length - END.length, line.length)) {
      throw new DamagedException("it does not end with a checksum");
    }
    String said = new String(line, end + CRC.length, CRC_DIGITS, StandardCharsets.ISO_8859_1);
    if (!said.equals(checksum(line, end))) {
      throw new DamagedException("its checksum does not fit");
    }
    byte[] body = Arrays.copyOf(line, end + 1);
    body[end] = '}';
    try {
      if (ClearForm.MAPPER.readTree(body) instanceof ObjectNode json) {
        return json;
      }
    } catch (RuntimeException e) {
      // Told below: what was written is an object.
    }
    throw new DamagedException("it is no JSON object");
  }

  private static SubjectKeys.Erased erased(ObjectNode json) throws DamagedException {
    @Nullable JsonNode complete = json.get("complete");
    return new SubjectKeys.Erased(
        new Tombstone(
            time(json, "erased"),
            text(json, "reason"),
            text(json, "actor"),
            complete != null && complete.asBoolean(false)));
  }

  private SubjectKeys.Held held(SubjectId subject, ObjectNode json) throws DamagedException {
    @Nullable JsonNode flag = json.get("wrapped");
    boolean wrapped = flag == null || flag.asBoolean(true);
    if (wrapped != master.isPresent()) {
      throw new DamagedException(
          wrapped
              ? "its keys are wrapped with a master key, and none was given"
              : "its keys are not wrapped, and a master key was given");
    }
    List<SubjectKey> keys = new ArrayList<>();
    if (json.get("keys") instanceof ArrayNode all) {
      for (JsonNode one : all) {
        keys.add(key(subject, one));
      }
    }
    if (keys.isEmpty() || keys.size() > KEYS_MAX) {
      throw new DamagedException("it has %d keys, not 1 to %d".formatted(keys.size(), KEYS_MAX));
    }
    return new SubjectKeys.Held(keys);
  }

  private SubjectKey key(SubjectId subject, JsonNode json) throws DamagedException {
    int number = number(json, "number");
    byte[] secret;
    try {
      secret = Base64.getDecoder().decode(text(json, "key"));
      if (master.isPresent()) {
        secret = master.get().unwrapped(subject, number, secret);
      }
    } catch (IllegalArgumentException e) {
      throw new DamagedException("a key is not base64");
    } catch (GeneralSecurityException e) {
      throw new DamagedException("key %d is not wrapped with this master key".formatted(number));
    }
    if (secret.length != SealCipher.KEY_BYTES || number < 1) {
      throw new DamagedException(
          "key %d has %d bytes, not %d".formatted(number, secret.length, SealCipher.KEY_BYTES));
    }
    return new SubjectKey(number, time(json, "created"), new SecretKeySpec(secret, "AES"));
  }

  private static int number(JsonNode json, String name) throws DamagedException {
    @Nullable JsonNode node = json.get(name);
    if (node == null || !node.isIntegralNumber() || !node.canConvertToInt()) {
      throw new DamagedException("its '%s' is no whole number".formatted(name));
    }
    return node.intValue();
  }

  private static String text(JsonNode json, String name) throws DamagedException {
    @Nullable JsonNode node = json.get(name);
    if (node == null || !node.isString()) {
      throw new DamagedException("its '%s' is no text".formatted(name));
    }
    return node.stringValue();
  }

  private static Instant time(JsonNode json, String name) throws DamagedException {
    try {
      return Instant.parse(text(json, name));
    } catch (DateTimeException e) {
      throw new DamagedException("its '%s' is no time".formatted(name));
    }
  }
}
