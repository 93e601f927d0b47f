package dev.cairn.proofs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.testkit.SeededRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A verification that is ended anywhere goes on where it was, and says the same. */
@Timeout(60)
final class LogVerificationResumeTest {

  private static final int EVENTS = 20_000;

  /** What ends a verification from without. */
  private static final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @TempDir static Path temp;
  private static SignedStore store;
  private final Path file = temp.resolve("progress");

  @BeforeAll
  static void make() throws IOException {
    store = SignedStore.make(temp.resolve("store"), 97, List.of(5_000, 12_000, EVENTS), 250);
    store.settle();
  }

  @AfterEach
  void restore() throws IOException {
    store.restore();
    Files.deleteIfExists(file);
  }

  private LogVerification kept() {
    return store.verification().withResume(file, 1_000);
  }

  /** Verifies until so many events were read. */
  private void endAt(long events) {
    assertThrows(
        Ended.class,
        () ->
            kept()
                .withProgress((read, _) -> {
                  if (read >= events) {
                    throw new Ended();
                  }
                })
                .run());
  }

  private static long firstRead(LogVerification verification) {
    List<Long> seen = new ArrayList<>();
    var _ = verification.withProgress((read, _) -> seen.add(read)).run();
    return seen.getFirst();
  }

  @Test
  void itGoesOnWhereItWas() throws IOException {
    Verdict whole = store.verify();
    assertInstanceOf(Verdict.Verified.class, whole);
    for (int events = 1_024; events < EVENTS; events += 3_000) {
      endAt(events);
      assertTrue(Files.exists(file) || events < 2_048, "nothing was kept at " + events);
      assertEquals(whole, kept().run());
      assertFalse(Files.exists(file), "it is of no more use");
    }
    endAt(15_000);
    assertTrue(firstRead(kept()) > 12_000, "it began anew");
  }

  @Test
  void itIsEndedAgainAndAgain() {
    for (int events = 1_500; events < EVENTS; events += 1_500) {
      endAt(events);
    }
    assertEquals(store.verify(), kept().run());
  }

  @Test
  void whatIsBehindTheKeptPlaceIsJudgedAsEver() throws IOException {
    SignedStore.Line line = store.line(17_123);
    endAt(9_000);
    store.replace(line, SignedStore.changed(line, "\"a booking\"", "\"a bookinG\""));
    Verdict.Tampered resumed = assertInstanceOf(Verdict.Tampered.class, kept().run());
    assertEquals(store.verify(), resumed);
    assertEquals(17_123, ((Tampering.BadEvent) resumed.tamperings().getFirst()).position());
  }

  @Test
  void theFileOfAnotherHistoryIsNotTakenUp() throws IOException {
    endAt(9_000);
    store.publish(store.note(store.head(12_000)));
    assertTrue(firstRead(kept()) < 3_000, "it is of another checkpoint");
    store.restore();
    endAt(9_000);
    SignedStore other = SignedStore.make(temp.resolve("other"), 7, List.of(10_000));
    assertTrue(firstRead(other.verification().withResume(file, 1_000)) < 3_000);
  }

  @Test
  void aFileThatIsDamagedIsPassedOver() throws IOException {
    endAt(9_000);
    byte[] kept = Files.readAllBytes(file);
    SeededRandom random = new SeededRandom(7);
    Verdict whole = store.verify();
    for (int i = 0; i < 20; i++) {
      byte[] bytes = kept.clone();
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, bytes);
      assertTrue(firstRead(kept()) < 3_000, "it was believed");
    }
    for (int length : List.of(0, 1, 50, kept.length - 1)) {
      Files.write(file, java.util.Arrays.copyOf(kept, length));
      assertEquals(whole, kept().run());
    }
    Files.write(file, kept);
    assertEquals(whole, kept().run());
  }

  @Test
  void theFilesOfAVerifierLieOutsideOfTheStore() {
    for (Path inside : List.of(store.folder().resolve("x"), store.folder().resolve("../store/y"))) {
      assertThrows(IllegalArgumentException.class, () -> store.verification().withPin(inside));
      assertThrows(IllegalArgumentException.class, () -> store.verification().withResume(inside));
    }
  }
}
