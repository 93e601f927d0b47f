package dev.cairn.log.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.cairn.CairnException;
import dev.cairn.disk.DiskFullException;
import dev.cairn.testkit.Fault;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.FaultyDisk.Operation;
import dev.cairn.testkit.MemoryDisk;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An error at every single call to the disk of a dozen small programs. */
@Tag("crash")
final class LogScenarioFaultTest {

  private static final int SECONDS_MAX = 10;
  private static final int BYTES_OF_A_SHORT_WRITE = 40;

  private static final ExecutorService CALLERS =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon(true).factory());

  private static int failures;

  /** What becomes of the call, and of later ones. */
  private enum Failure {
    ERROR_ONCE,
    ERROR_FROM_THEN_ON,
    FULL_ONCE,
    FULL_FROM_THEN_ON,
    NO_MORE_FILES_ONCE,
    NO_MORE_FILES_FROM_THEN_ON;

    boolean concerns(Operation operation) {
      return switch (this) {
        case ERROR_ONCE, ERROR_FROM_THEN_ON -> true;
        case FULL_ONCE, FULL_FROM_THEN_ON -> operation == Operation.WRITE;
        case NO_MORE_FILES_ONCE, NO_MORE_FILES_FROM_THEN_ON -> operation == Operation.OPEN;
      };
    }

    /**
     * Makes a call fail.
     *
     * @param nth which of all calls
     * @param nthOfKind which of the calls of its kind
     */
    void strike(FaultyDisk disk, long nth, long nthOfKind) {
      switch (this) {
        case ERROR_ONCE -> disk.watch((number, _) -> fail(number == nth));
        case ERROR_FROM_THEN_ON -> disk.watch((number, _) -> fail(number >= nth));
        case FULL_ONCE -> disk.inject(full(nthOfKind));
        case FULL_FROM_THEN_ON -> disk.inject(full(nthOfKind).forEver());
        case NO_MORE_FILES_ONCE -> disk.inject(noMoreFiles(nthOfKind));
        case NO_MORE_FILES_FROM_THEN_ON -> disk.inject(noMoreFiles(nthOfKind).forEver());
      }
    }

    private static void fail(boolean now) throws IOException {
      if (now) {
        throw new IOException("Input/output error");
      }
    }

    private static Fault full(long nth) {
      return Fault.at(Operation.WRITE, nth, () -> new DiskFullException("No space left on device"))
          .afterBytes(BYTES_OF_A_SHORT_WRITE);
    }

    private static Fault noMoreFiles(long nth) {
      return Fault.at(
          Operation.OPEN,
          nth,
          () -> new FileSystemException("a file", null, "Too many open files"));
    }
  }

  @AfterAll
  static void figures() {
    CALLERS.shutdownNow();
    Figures.put("scenarios", FaultScenario.values().length);
    Figures.put("scenarios: calls that failed", failures);
  }

  private static List<FaultyDisk.Call> calls(FaultScenario scenario) throws IOException {
    AppendBook book = new AppendBook();
    MemoryDisk memory = scenario.prepared(book);
    FaultyDisk disk = new FaultyDisk(memory);
    scenario.run(disk, memory, book);
    scenario.checkAfter(memory, book);
    return disk.calls();
  }

  @ParameterizedTest
  @EnumSource
  void anErrorOfAnyCallLosesNothingAndEndsWithTheFault(FaultScenario scenario) throws Exception {
    List<FaultyDisk.Call> calls = calls(scenario);
    assertFalse(calls.isEmpty());
    assertEquals(calls, calls(scenario), "not the same calls each time");
    for (int n = 1; n <= calls.size(); n++) {
      FaultyDisk.Call call = calls.get(n - 1);
      for (Failure failure : Failure.values()) {
        if (failure.concerns(call.operation())) {
          long nthOfKind =
              calls.subList(0, n).stream().filter(c -> c.operation() == call.operation()).count();
          run(scenario, failure, n, nthOfKind, call);
        }
      }
    }
  }

  private static void run(
      FaultScenario scenario, Failure failure, int nth, long nthOfKind, FaultyDisk.Call call)
      throws InterruptedException {
    AppendBook book = new AppendBook();
    try {
      MemoryDisk memory = scenario.prepared(book);
      FaultyDisk disk = new FaultyDisk(memory);
      failure.strike(disk, nth, nthOfKind);
      CompletableFuture.runAsync(() -> untilItFails(scenario, disk, memory, book), CALLERS)
          .get(SECONDS_MAX, TimeUnit.SECONDS);
      assertEquals(List.of(), disk.openFiles(), "left open");
      scenario.checkAfter(memory, book);
      failures++;
    } catch (IOException
        | ExecutionException
        | TimeoutException
        | RuntimeException
        | AssertionError e) {
      throw new AssertionError("%s at call %d, %s: %s".formatted(failure, nth, call, e), e);
    }
  }

  private static void untilItFails(
      FaultScenario scenario, FaultyDisk disk, MemoryDisk memory, AppendBook book) {
    try {
      scenario.run(disk, memory, book);
    } catch (CairnException e) {
      AppendBook.checkError(e);
    }
  }
}
