package dev.cairn.proofs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.StoreUnavailableException;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogStore;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.testkit.Eventually;
import dev.cairn.testkit.Fault;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.MemoryDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A log is signed again and again, a last time at the end, and a failure ends nothing. */
final class SigningIntervalTest {

  private static final Path FOLDER = Path.of("/store");
  private static final Duration SHORT = SigningInterval.LEAST;

  private final FaultyDisk disk = new FaultyDisk(new MemoryDisk());
  private final LogOptions options = LogOptions.standard().withDisk(disk);

  private long signed() {
    return Checkpoints.of(disk, FOLDER)
        .latest()
        .map(note -> Checkpoint.parse(note.text()).head().size())
        .orElse(-1L);
  }

  private LogSigner signer(LogStore store, LogTree tree) {
    LogKeys keys = LogKeys.open(disk, Path.of("/keys"), store);
    return LogSigner.of(FOLDER, store, tree, keys, options);
  }

  @Test
  void whatIsAppendedIsSignedAfterTheIntervalAndTheLastOfItWhenItIsClosed() {
    try (LogStore store = LogStore.open(FOLDER, options);
        LogTree tree = LogTree.open(FOLDER, store, options)) {
      LogSigner signer = signer(store, tree);
      try (SigningInterval _ = SigningInterval.start(signer, SHORT)) {
        for (int i = 1; i <= 3; i++) {
          Logs.append(store, 1);
          long size = i;
          Eventually.holds("it is signed", () -> signed() == size);
        }
      }
      try (SigningInterval _ = SigningInterval.start(signer, SigningInterval.MOST)) {
        Logs.append(store, 2);
      }
      assertEquals(5, signed());
    }
  }

  @Test
  void whatIsAppendedIsHashedBeforeItIsSigned() {
    try (LogStore store = LogStore.open(FOLDER, options);
        LogTree tree = LogTree.open(FOLDER, store, options)) {
      LogSigner signer = signer(store, tree);
      try (SigningInterval _ = SigningInterval.start(signer, SigningInterval.MOST)) {
        Eventually.holds("it is signed", () -> signed() == 0);
        Logs.append(store, 300);
        Path tile = FOLDER.resolve("tiles/tile/0/000");
        Eventually.holds("a tile is full", () -> disk.exists(tile));
        assertEquals(0, signed());
      }
      assertEquals(300, signed());
    }
  }

  @Test
  void aFailureIsToldOnceAndTriedAgain() {
    Told told = new Told();
    try (LogStore store = LogStore.open(FOLDER, options);
        LogTree tree = LogTree.open(FOLDER, store, options)) {
      LogSigner signer = signer(store, tree);
      disk.forgetCalls();
      disk.inject(Fault.next(FaultyDisk.Operation.WRITE).in("checkpoints.log").forEver());
      try (SigningInterval _ = SigningInterval.start(signer, SHORT, told)) {
        Eventually.holds("it was tried again", () -> attempts() > 3);
        disk.heal();
        Eventually.holds("it is signed", () -> signed() == 0);
      }
      assertEquals(1, told.failures.get());
    }
  }

  private long attempts() {
    return disk.calls().stream()
        .filter(call -> call.operation() == FaultyDisk.Operation.WRITE)
        .filter(call -> call.path().endsWith("checkpoints.log"))
        .count();
  }

  @Test
  void whoClosesItIsToldThatTheLastSigningFailed() {
    try (LogStore store = LogStore.open(FOLDER, options);
        LogTree tree = LogTree.open(FOLDER, store, options)) {
      SigningInterval started = SigningInterval.start(signer(store, tree), SigningInterval.MOST);
      Eventually.holds("it is signed", () -> signed() == 0);
      Logs.append(store, 1);
      disk.inject(Fault.next(FaultyDisk.Operation.WRITE).in("checkpoints.log").forEver());
      assertThrows(StoreUnavailableException.class, started::close);
      disk.heal();
      started.close();
      assertEquals(0, signed(), "it was closed once");
    }
  }

  @Test
  void theIntervalHasLimits() {
    try (LogStore store = LogStore.open(FOLDER, options);
        LogTree tree = LogTree.open(FOLDER, store, options)) {
      LogSigner signer = signer(store, tree);
      for (Duration wrong : List.of(Duration.ZERO, SHORT.minusNanos(1), Duration.ofDays(2))) {
        IllegalArgumentException refusal =
            assertThrows(
                IllegalArgumentException.class, () -> SigningInterval.start(signer, wrong));
        assertTrue(refusal.toString().contains(wrong.toString()), refusal::toString);
      }
    }
  }

  /** Counts the failures it is told of. */
  private static final class Told implements System.Logger {

    private final AtomicInteger failures = new AtomicInteger();

    @Override
    public String getName() {
      return "told";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable thrown) {
      failures.addAndGet(level == Level.WARNING && thrown != null ? 1 : 0);
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object... params) {}
  }
}
