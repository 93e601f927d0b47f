package dev.cairn.cli;

import dev.cairn.Append;
import dev.cairn.EventType;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.RequestKey;
import dev.cairn.StreamId;
import dev.cairn.Tag;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A store whose events are of older forms, and the application that knows them. */
final class OldShop {

  /** The request of its append of several events. */
  static final RequestKey REQUEST = RequestKey.of("r-1", new byte[1]);

  /** The id of the event that is split. */
  static final UUID SPLIT = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");

  private static final StreamId ANN = StreamId.of("account", "ann");
  private static final StreamId BOB = StreamId.of("account", "bob");

  /** {@code DEPOSIT} stands for the step of deposits. */
  private static final String SOURCE =
      """
      import dev.cairn.model.AggregateType;
      import dev.cairn.model.Domain;
      import dev.cairn.model.Upcaster;
      import dev.cairn.model.Upcasters;
      import java.util.List;

      public class Shop implements Domain {
        public Upcasters upcasters() {
          return Upcasters.of(
              Upcaster.from("Deposited", 1)DEPOSIT,
              Upcaster.from("CashPaidIn", 1).to("Deposited", 1),
              Upcaster.from("Opened", 1)
                  .removing("first")
                  .and("Deposited", 1)
                  .changing(old -> old.objectNode().put("amount", old.get("first").longValue())),
              Upcaster.from("DoorOpened", 1).toNothing());
        }

        public List<AggregateType<?, ?, ?>> aggregates() {
          return List.of();
        }
      }
      """;

  private OldShop() {}

  /** Compiles the application. */
  static Path domain(Path folder) throws IOException {
    return domain(folder, ".adding(\"currency\", \"USD\")");
  }

  /** Compiles the application with another step for deposits. */
  static Path domain(Path folder, String deposit) throws IOException {
    return DomainJar.compiled(folder, "Shop", SOURCE.replace("DEPOSIT", deposit));
  }

  /** Makes the store: positions 1 to 8, the same every time but for its own id. */
  static void fill(Path folder, LogOptions options) {
    Instant[] now = {Instant.parse("2024-02-29T12:00:00.000001Z")};
    LogOptions timed =
        options.withTime(() -> {
          now[0] = now[0].plusSeconds(60);
          return now[0];
        });
    try (LogStore store = LogStore.open(folder, timed)) {
      append(store, ANN, event("Opened", "{\"first\":50}").withId(SPLIT));
      append(store, BOB, event("DoorOpened", "{}"));
      store.append(
          Append.to(ANN, ExpectedVersion.any(), event("CashPaidIn", "{\"amount\":1}"))
              .and(BOB, ExpectedVersion.any(), event("DoorOpened", "{\"again\":true}"))
              .and(BOB, ExpectedVersion.any(), event("Deposited", "{\"amount\":2}"))
              .forRequest(REQUEST));
      append(
          store,
          BOB,
          NewEvent.of(EventType.of("Seen"), Payload.of("image/png", new byte[] {1, 2}))
              .withId(UUID.nameUUIDFromBytes(new byte[] {1, 2}))
              .withMetadata(Payload.of("text/plain", new byte[] {3})));
      append(
          store, BOB, event("Deposited", "{\"amount\": 3, \"currency\": \"EUR\"}").withSchema(2));
      append(store, ANN, event("Deposited", "{\"amount\":4}").withTags());
    }
  }

  private static NewEvent event(String type, String json) {
    return NewEvent.of(type, json)
        .withId(UUID.nameUUIDFromBytes((type + json).getBytes(StandardCharsets.UTF_8)))
        .withTags(Tag.of("shop:1"))
        .withMetadata(Payload.json("{\"correlation_id\":\"c\"}"));
  }

  private static void append(LogStore store, StreamId stream, NewEvent event) {
    store.append(Append.to(stream, ExpectedVersion.any(), List.of(event)));
  }
}
