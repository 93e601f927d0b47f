package dev.cairn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.disk.DiskFullException;
import dev.cairn.testkit.Fault;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.FaultyDisk.Operation;
import dev.cairn.testkit.MemoryDisk;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An error at every single call that a program makes to the disk. */
@Tag("crash")
final class LogFaultTest {

  /** Which calls fail. */
  private interface Failing {
    boolean strikes(long number, FaultyDisk.Call call);
  }

  private static IOException ioError() {
    return new IOException("Input/output error");
  }

  private static long calls() {
    MemoryDisk memory = new MemoryDisk();
    FaultyDisk disk = new FaultyDisk(memory);
    new Scenario(disk, memory, (_, _) -> {}).run();
    return disk.calls().size();
  }

  /** Runs the program on a failing disk, then checks what a healthy one holds. */
  private static void run(String what, Supplier<IOException> error, Failing failing) {
    MemoryDisk memory = new MemoryDisk();
    FaultyDisk disk = new FaultyDisk(memory);
    Scenario scenario =
        new Scenario(
            disk,
            memory,
            (number, call) -> {
              if (failing.strikes(number, call)) {
                throw error.get();
              }
            });
    try {
      scenario.run();
      checkAfter(scenario, memory);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("%s: %s".formatted(what, e), e);
    }
  }

  static void checkAfter(Scenario scenario, MemoryDisk memory) {
    LogOptions options = Scenario.options(memory);
    try (LogStore store = LogStore.open(Scenario.FOLDER, options)) {
      List<Integer> before = scenario.check(store);
      Stores.append(store, 1);
      assertTrue(store.head().sequence() > before.size());
    }
    assertEquals(List.of(), LogCheck.run(Scenario.FOLDER, options, _ -> {}).damages());
  }

  @Test
  void theProgramMakesTheSameCallsEachTime() {
    long calls = calls();
    assertTrue(calls > 150, "the program makes too few calls: " + calls);
    assertEquals(calls, calls());
  }

  @Test
  void anErrorOfAnyCallLosesNothing() {
    long calls = calls();
    for (long n = 1; n <= calls; n++) {
      long nth = n;
      run("call %d failed once".formatted(n), LogFaultTest::ioError, (number, _) -> number == nth);
    }
  }

  @Test
  void aDiskThatFailsFromAnyCallOnLosesNothing() {
    long calls = calls();
    for (long n = 1; n <= calls; n++) {
      long nth = n;
      run(
          "calls from %d on failed".formatted(n),
          LogFaultTest::ioError,
          (number, _) -> number >= nth);
    }
  }

  @Test
  void whereNoMoreFilesCanBeOpenedNothingIsLost() {
    Supplier<IOException> tooMany =
        () -> new FileSystemException("a file", null, "Too many open files");
    long calls = calls();
    for (long n = 1; n <= calls; n++) {
      long nth = n;
      run(
          "openings from call %d on failed".formatted(n),
          tooMany,
          (number, call) -> number >= nth && call.operation() == Operation.OPEN);
    }
  }

  @Test
  void aDiskThatIsFullAtAnyCallLosesNothing() {
    List<Operation> needSpace = List.of(Operation.WRITE, Operation.OPEN, Operation.RENAME);
    long calls = calls();
    for (long n = 1; n <= calls; n++) {
      long nth = n;
      run(
          "the disk was full at call %d".formatted(n),
          () -> new DiskFullException("No space left on device"),
          (number, call) -> number == nth && needSpace.contains(call.operation()));
    }
  }

  @Test
  void aWriteThatIsCutShortAnywhereLosesNothing() {
    MemoryDisk first = new MemoryDisk();
    FaultyDisk counting = new FaultyDisk(first);
    new Scenario(counting, first, (_, _) -> {}).run();
    long writes = counting.count(Operation.WRITE);
    Map<String, Supplier<IOException>> errors =
        Map.of(
            "EIO",
            LogFaultTest::ioError,
            "ENOSPC",
            () -> new DiskFullException("No space left on device"));
    errors.forEach((name, error) -> {
      for (long n = 1; n <= writes; n++) {
        for (int bytes : List.of(1, 256, 1 << 20)) {
          MemoryDisk memory = new MemoryDisk();
          FaultyDisk disk = new FaultyDisk(memory);
          disk.inject(Fault.at(Operation.WRITE, n, error).afterBytes(bytes));
          Scenario scenario = new Scenario(disk, memory, (_, _) -> {});
          try {
            scenario.run();
            checkAfter(scenario, memory);
          } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                "write %d failed with %s after %d bytes: %s".formatted(n, name, bytes, e), e);
          }
        }
      }
    });
  }

  @Test
  void everyKindOfCallIsMadeSoThatItsErrorsAreTested() {
    Map<Operation, Long> counts = new EnumMap<>(Operation.class);
    MemoryDisk memory = new MemoryDisk();
    FaultyDisk disk = new FaultyDisk(memory);
    new Scenario(disk, memory, (_, call) -> counts.merge(call.operation(), 1L, Long::sum)).run();
    assertEquals(Set.of(), EnumSet.complementOf(EnumSet.copyOf(counts.keySet())));
  }
}
