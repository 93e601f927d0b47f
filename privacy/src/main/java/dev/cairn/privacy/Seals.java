package dev.cairn.privacy;

import dev.cairn.Payload;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Seals the personal values in the data of an event, and opens them. A value is filled up with
 * spaces to whole blocks of {@link #BLOCK_BYTES}, so that its length tells less. Thread-safe.
 */
final class Seals {

  /** Most sealed values of one event. */
  static final int VALUES_MAX = 256;

  /** Most data subjects of one event. */
  static final int SUBJECTS_MAX = 16;

  private static final int BLOCK_BYTES = 32;

  private final KeyVault vault;

  Seals(KeyVault vault) {
    this.vault = vault;
  }

  /**
   * Data in which every personal value is sealed.
   *
   * @param event the id under which they are recorded
   * @param name what they are, for errors
   */
  Payload seal(Payload clear, UUID event, String name) {
    if (!ClearForm.mentions(clear, ClearForm.PERSONAL)
        && !ClearForm.mentions(clear, ClearForm.SEALED)) {
      return clear;
    }
    return rewritten(clear, new Sealing(event, name)::sealed)
        .orElseThrow(() -> new UnsealableException(name, "", "is JSON, but " + ClearForm.BEYOND));
  }

  private static Optional<Payload> rewritten(Payload json, Swap swap) {
    return ClearForm.tree(json)
        .map(swap::in)
        .map(tree -> Payload.json(ClearForm.MAPPER.writeValueAsBytes(tree)));
  }

  /** The sealing of one event. */
  private final class Sealing {

    private record EventKey(int number, SecretKey secret) {}

    private final UUID event;
    private final String name;
    private final Map<SubjectId, EventKey> keys = new HashMap<>();
    private int values;

    Sealing(UUID event, String name) {
      this.event = event;
      this.name = name;
    }

    Optional<JsonNode> sealed(String pointer, ObjectNode object) {
      if (object.has(ClearForm.SEALED)) {
        throw unsealable(pointer, "a field is called '%s'".formatted(ClearForm.SEALED));
      }
      @Nullable JsonNode personal = object.get(ClearForm.PERSONAL);
      if (personal == null) {
        return Optional.empty();
      }
      SubjectId subject = SubjectId.of(personal.stringValue(""));
      if (object.equals(ClearForm.erased(subject))) {
        return Optional.of(object);
      }
      @Nullable JsonNode value = object.get(ClearForm.VALUE);
      if (value == null || value.isNull() || object.size() != 2) {
        throw unsealable(pointer, "is a personal value of null, or a field of its name");
      }
      return Optional.of(sealed(subject, pointer, value).json());
    }

    private SealedValue sealed(SubjectId subject, String pointer, JsonNode clear) {
      if (++values > VALUES_MAX) {
        throw unsealable(pointer, "are more than %d personal values".formatted(VALUES_MAX));
      }
      Payload json = Payload.json(ClearForm.MAPPER.writeValueAsBytes(clear));
      if (json.size() > SealedValue.VALUE_BYTES_MAX) {
        throw unsealable(
            pointer,
            "is a value of %d bytes, the limit is %d"
                .formatted(json.size(), SealedValue.VALUE_BYTES_MAX));
      }
      if (ClearForm.mentions(json, ClearForm.PERSONAL)
          || ClearForm.mentions(json, ClearForm.SEALED)) {
        throw unsealable(pointer, "is a personal value inside a personal value");
      }
      EventKey key = key(subject, pointer);
      SealedValue value = SealedValue.unsealed(subject, key.number(), event, pointer);
      return value.with(SealCipher.seal(key.secret(), value.header(), filled(json.bytes())));
    }

    private EventKey key(SubjectId subject, String pointer) {
      @Nullable EventKey known = keys.get(subject);
      if (known != null) {
        return known;
      }
      if (keys.size() == SUBJECTS_MAX) {
        throw unsealable(pointer, "is a data subject beyond the limit of " + SUBJECTS_MAX);
      }
      SubjectKey current = vault.current(subject);
      EventKey key = new EventKey(current.number(), SealCipher.eventKey(current.secret(), event));
      keys.put(subject, key);
      return key;
    }

    private UnsealableException unsealable(String pointer, String reason) {
      return new UnsealableException(name, pointer, reason);
    }
  }

  private static byte[] filled(byte[] json) {
    byte[] filled = Arrays.copyOf(json, (json.length / BLOCK_BYTES + 1) * BLOCK_BYTES);
    Arrays.fill(filled, json.length, filled.length, (byte) ' ');
    return filled;
  }

  /**
   * Data in which every sealed value is open, or erased; empty if they are {@link ClearForm#BEYOND}
   * reading.
   *
   * @throws BrokenSealException if one is not what was sealed, or not where, or a personal value is
   *     not sealed
   * @throws UnknownKeyException if a key is neither there nor destroyed
   */
  Optional<Payload> open(Payload stored, Place place) {
    return ClearForm.isToBeOpened(stored)
        ? rewritten(stored, new Opening(place)::opened)
        : Optional.of(stored);
  }

  /**
   * The opening of one event, in which each subject is looked up and each key derived once. No key
   * outlives it, so that an erasure is seen from the next event on.
   */
  private final class Opening {

    private record DerivedKey(SubjectId subject, int number, UUID event) {}

    private final Place place;
    private final Map<SubjectId, SubjectKeys> subjects = new HashMap<>();
    private final Map<DerivedKey, SecretKey> keys = new HashMap<>();

    Opening(Place place) {
      this.place = place;
    }

    Optional<JsonNode> opened(String pointer, ObjectNode object) {
      if (object.has(ClearForm.SEALED)) {
        SealedValue value = home(pointer, object);
        return Optional.of(
            switch (subjects.computeIfAbsent(value.subject(), vault::keys)) {
              case SubjectKeys.Erased _ -> ClearForm.erased(value.subject());
              case SubjectKeys.Unknown() -> throw unknown(value, pointer);
              case SubjectKeys.Held held -> opened(value, held, pointer);
            });
      }
      if (object.has(ClearForm.PERSONAL) && object.has(ClearForm.VALUE)) {
        throw broken(pointer, "a personal value stands there in the clear", null);
      }
      return Optional.empty();
    }

    /** The sealed value that an object is, if it was sealed for this place. */
    private SealedValue home(String pointer, ObjectNode object) {
      SealedValue value;
      try {
        value = SealedValue.of(object);
      } catch (SealedValue.MalformedException e) {
        throw broken(pointer, String.valueOf(e.getMessage()), e);
      }
      place
          .fault(value, pointer)
          .ifPresent(fault -> {
            throw broken(pointer, fault, null);
          });
      return value;
    }

    private JsonNode opened(SealedValue value, SubjectKeys.Held held, String pointer) {
      SubjectKey key = held.key(value.key()).orElseThrow(() -> unknown(value, pointer));
      SecretKey derived =
          keys.computeIfAbsent(
              new DerivedKey(value.subject(), value.key(), value.event()),
              of -> SealCipher.eventKey(key.secret(), of.event()));
      try {
        byte[] json = SealCipher.open(derived, value.header(), value.bytes());
        return ClearForm.known(value.subject(), ClearForm.MAPPER.readTree(json));
      } catch (GeneralSecurityException e) {
        String reason =
            "it does not open with key %d of '%s'".formatted(value.key(), value.subject());
        throw broken(pointer, reason, e);
      }
    }

    private BrokenSealException broken(String pointer, String reason, @Nullable Throwable cause) {
      return new BrokenSealException(place.name(), pointer, reason, cause);
    }

    private UnknownKeyException unknown(SealedValue value, String pointer) {
      return new UnknownKeyException(
          "'%s' of %s".formatted(pointer, place.name()),
          value.subject(),
          value.key(),
          vault.place());
    }
  }
}
