package dev.cairn.privacy;

import static dev.cairn.privacy.Samples.ANN;
import static dev.cairn.privacy.Samples.CANARY;
import static dev.cairn.privacy.Samples.ID;
import static dev.cairn.privacy.Samples.VAULT;
import static dev.cairn.privacy.Samples.recorded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.Payload;
import dev.cairn.RecordedEvent;
import dev.cairn.model.EncodedEvent;
import dev.cairn.model.Upcaster;
import dev.cairn.model.Upcasters;
import dev.cairn.privacy.CustomerEvent.Paid;
import dev.cairn.privacy.CustomerEvent.Renamed;
import dev.cairn.testkit.MemoryDisk;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sealed values that an eager migration moved without keys, to other fields and other events. */
final class SealedMigrationTest {

  private static final Payload NOTE =
      Payload.json("{\"actor\":\"c\",\"migrated_from\":{\"position\":1,\"version\":1}}");

  private final FileVault vault = FileVault.open(new MemoryDisk(), VAULT);
  private final SealingCodec<CustomerEvent> codec =
      SealingCodec.forSealed(CustomerEvent.class, vault).withUpcasters(Samples.UPCASTERS);
  private final EncodedEvent paid =
      codec.encode(new Paid(Personal.of(ANN, CANARY), Personal.of(ANN, "Bob"), 5), ID);

  private static Payload note(int part, int parts) {
    return Payload.json(
        "{\"migrated_from\":{\"position\":1,\"version\":1,\"part\":[%d,%d]}}"
            .formatted(part, parts));
  }

  private static RecordedEvent with(RecordedEvent event, Payload metadata) {
    return recorded(event.id(), EncodedEvent.of(event), metadata);
  }

  @Test
  void aRenamedFieldStaysReadable() {
    Upcasters steps =
        Samples.UPCASTERS.and(
            Upcasters.of(Upcaster.from("Paid", 1).to("Renamed", 1).renaming("payer", "label")));
    RecordedEvent migrated = with(steps.lift(recorded(ID, paid)).getFirst(), NOTE);

    assertEquals(List.of(new Renamed(Personal.of(ANN, CANARY))), codec.decode(migrated));
    assertThrows(BrokenSealException.class, () -> codec.decode(with(migrated, Payload.none())));
  }

  @Test
  void thePartsOfAnEventThatWasSplitStayReadableAndThoseOfOthersAreRefused() {
    Upcasters steps =
        Samples.UPCASTERS.and(
            Upcasters.of(
                Upcaster.from("Paid", 1)
                    .to("Renamed", 1)
                    .renaming("payer", "label")
                    .and("Renamed", 1)
                    .renaming("payee", "label")));
    List<RecordedEvent> parts = steps.lift(recorded(ID, paid));

    assertEquals(
        List.of(new Renamed(Personal.of(ANN, CANARY))),
        codec.decode(with(parts.getFirst(), note(1, 2))));
    assertEquals(
        List.of(new Renamed(Personal.of(ANN, "Bob"))),
        codec.decode(with(parts.getLast(), note(2, 2))));
    RecordedEvent again =
        recorded(
            Upcasters.childId(parts.getLast().id(), 7),
            EncodedEvent.of(parts.getLast()),
            note(2, 2));
    assertEquals(List.of(new Renamed(Personal.of(ANN, "Bob"))), codec.decode(again));
    RecordedEvent stranger =
        recorded(
            Upcasters.childId(Samples.OTHER, 1), EncodedEvent.of(parts.getFirst()), note(1, 2));
    assertThrows(BrokenSealException.class, () -> codec.decode(stranger));
  }
}
