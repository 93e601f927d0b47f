package dev.cairn.privacy;

import static dev.cairn.privacy.Samples.ANN;
import static dev.cairn.privacy.Samples.BOB;
import static dev.cairn.privacy.Samples.CANARY;
import static dev.cairn.privacy.Samples.ID;
import static dev.cairn.privacy.Samples.TOMBSTONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.cairn.EventType;
import dev.cairn.InvalidJsonException;
import dev.cairn.Payload;
import dev.cairn.model.EncodedEvent;
import dev.cairn.model.UnreadableEventException;
import dev.cairn.privacy.CustomerEvent.Renamed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What must hold of sealed values, whatever stands in their place. */
final class FuzzedSeals {

  /** The key of the kept inputs, so that some of them open. */
  private static final SubjectKey KEY =
      new SubjectKey(1, Instant.EPOCH, new SecretKeySpec(new byte[SealCipher.KEY_BYTES], "AES"));

  private static final SealingCodec<CustomerEvent> CODEC = Samples.codec(new FixedVault());

  private FuzzedSeals() {}

  /** An object is refused with a reason, or is written as it was read. */
  static void sealed(byte[] bytes) {
    try {
      Optional<JsonNode> tree = ClearForm.tree(Payload.json(bytes));
      if (tree.isPresent() && tree.get() instanceof ObjectNode object) {
        SealedValue value = SealedValue.of(object);
        assertEquals(object, value.json());
        assertEquals(value, value.with(value.bytes()));
        assertFalse(value.header().length == 0);
      }
    } catch (InvalidJsonException e) {
      // It is no payload of an event.
    } catch (SealedValue.MalformedException e) {
      assertFalse(String.valueOf(e.getMessage()).isBlank());
    }
  }

  /**
   * The data of an event are refused with one of our errors, or say what was sealed, or nothing.
   */
  static void personal(byte[] bytes) {
    try {
      EncodedEvent form = new EncodedEvent(EventType.of("Renamed"), 2, Payload.json(bytes));
      for (CustomerEvent event : CODEC.decode(Samples.recorded(ID, form))) {
        if (event instanceof Renamed(Personal.Known<String> known)) {
          assertEquals(Personal.of(ANN, CANARY), known);
        }
      }
    } catch (InvalidJsonException
        | BrokenSealException
        | UnknownKeyException
        | UnreadableEventException e) {
      assertFalse(String.valueOf(e.getMessage()).isBlank());
    }
  }

  /** Knows Ann, has erased Bob, and nobody else. */
  private static final class FixedVault implements KeyVault {

    @Override
    public SubjectKeys keys(SubjectId subject) {
      if (subject.equals(ANN)) {
        return new SubjectKeys.Held(List.of(KEY));
      }
      return subject.equals(BOB) ? new SubjectKeys.Erased(TOMBSTONE) : new SubjectKeys.Unknown();
    }

    @Override
    public SubjectKey current(SubjectId subject) {
      return KEY;
    }

    @Override
    public SubjectKey rotate(SubjectId subject) {
      throw new UnsupportedOperationException("nothing here rotates a key");
    }

    @Override
    public Tombstone destroy(SubjectId subject, Tombstone tombstone) {
      throw new UnsupportedOperationException("nothing here erases anybody");
    }

    @Override
    public List<SubjectId> subjects() {
      return List.of(ANN, BOB);
    }

    @Override
    public String place() {
      return "the vault of the fuzz target";
    }
  }
}
