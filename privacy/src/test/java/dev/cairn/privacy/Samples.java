package dev.cairn.privacy;

import dev.cairn.EventRecord;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.model.EncodedEvent;
import dev.cairn.model.Upcaster;
import dev.cairn.model.Upcasters;
import dev.cairn.privacy.CustomerEvent.Address;
import dev.cairn.privacy.CustomerEvent.Registered;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** What several tests are about. */
final class Samples {

  static final String CANARY = "Canary-Øre-4711";
  static final SubjectId ANN = SubjectId.of("customer-7");
  static final SubjectId BOB = SubjectId.of("customer-8");
  static final Path VAULT = Path.of("/vault");
  static final UUID ID = UUID.fromString("01990000-0000-7000-8000-000000000001");
  static final UUID OTHER = UUID.fromString("01990000-0000-7000-8000-000000000002");
  static final Tombstone TOMBSTONE =
      new Tombstone(Instant.parse("2026-01-02T03:04:05.000006Z"), "request 12", "clerk-3", false);

  static final Upcasters UPCASTERS =
      Upcasters.of(Upcaster.from("Renamed", 1).to("Renamed", 2).renaming("label", "name"));

  private Samples() {}

  static Registered ann() {
    return new Registered(
        ANN.value(), Personal.of(ANN, CANARY), Personal.of(ANN, new Address("Canary Lane", 5)));
  }

  static SealingCodec<CustomerEvent> codec(KeyVault vault) {
    return SealingCodec.forSealed(CustomerEvent.class, vault).withUpcasters(UPCASTERS);
  }

  static RecordedEvent recorded(UUID id, EncodedEvent form) {
    return recorded(id, form, Payload.none());
  }

  static RecordedEvent recorded(UUID id, EncodedEvent form, Payload metadata) {
    return new EventRecord(
        Position.of(1),
        StreamId.of("customer-7"),
        Version.FIRST,
        id,
        form.type(),
        form.schema(),
        Instant.EPOCH,
        Set.of(),
        form.data(),
        metadata);
  }

  static NewEvent event(SealingCodec<CustomerEvent> codec, CustomerEvent event) {
    UUID id = UUID.randomUUID();
    EncodedEvent form = codec.encode(event, id);
    return NewEvent.of(form.type(), form.data()).withId(id).withSchema(form.schema());
  }

  /** The same form with a change of its tree. */
  static EncodedEvent changed(EncodedEvent form, Consumer<ObjectNode> change) {
    ObjectNode tree = (ObjectNode) ClearForm.MAPPER.readTree(form.data().bytes());
    change.accept(tree);
    return new EncodedEvent(
        form.type(), form.schema(), Payload.json(ClearForm.MAPPER.writeValueAsBytes(tree)));
  }
}
