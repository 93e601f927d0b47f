package dev.cairn.proofs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cairn.Append;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.disk.RealDisk;
import dev.cairn.log.LogStore;
import dev.cairn.merkle.VerifierKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log is told of its keys, once each. */
final class KeyRotatedTest {

  @TempDir Path temp;

  @Test
  void everyChangeIsToldOnce() {
    try (LogStore store = LogStore.open(temp.resolve("store"))) {
      LogKeys keys = LogKeys.open(new RealDisk(), temp.resolve("keys"), store);
      List<VerifierKey> first = keys.verifiers().active();
      assertTold(new KeyRotated(first, List.of()), store, keys);

      keys.rotate();
      List<VerifierKey> second = keys.verifiers().active().subList(2, 4);
      assertTold(new KeyRotated(second, List.of()), store, keys);

      keys.retire();
      assertTold(new KeyRotated(List.of(), first), store, keys);
      assertEquals(3, store.head().sequence());
      assertEquals(
          List.of(
              new KeyRotated(first, List.of()),
              new KeyRotated(second, List.of()),
              new KeyRotated(List.of(), first)),
          Logs.all(store).stream().flatMap(event -> KeyRotated.of(event).stream()).toList());
    }
  }

  private static void assertTold(KeyRotated change, LogStore store, LogKeys keys) {
    assertEquals(Optional.of(change), KeyRotated.tell(store, keys.verifiers()));
    assertEquals(Optional.empty(), KeyRotated.tell(store, keys.verifiers()));
  }

  @Test
  void whatOthersWriteIntoTheStreamIsPassedOver() {
    try (LogStore store = LogStore.open(temp.resolve("store"))) {
      for (Payload strange :
          List.of(
              Payload.json("{}"),
              Payload.json("{\"added\":[\"x+1+2\"],\"retired\":[]}"),
              Payload.json("{\"added\":[1],\"retired\":[]}"))) {
        store.append(
            Append.to(
                KeyRotated.STREAM, ExpectedVersion.any(), NewEvent.of(KeyRotated.TYPE, strange)));
      }
      LogKeys keys = LogKeys.open(new RealDisk(), temp.resolve("keys"), store);
      assertTold(new KeyRotated(keys.verifiers().active(), List.of()), store, keys);
    }
  }
}
