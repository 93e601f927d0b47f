package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.EventStore;
import dev.cairn.Limits;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFullException;
import dev.cairn.disk.RealDisk;
import dev.cairn.log.CheckReport;
import dev.cairn.log.LogBackup;
import dev.cairn.log.LogImport;
import dev.cairn.log.LogLines;
import dev.cairn.log.LogOptions;
import dev.cairn.merkle.LogIdentity;
import dev.cairn.merkle.TrustPolicy;
import dev.cairn.proofs.LogVerification;
import dev.cairn.testkit.Fault;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.FaultyDisk.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each failure is one sentence and an exit code, and nothing is lost by it. */
final class FailuresTest {

  @TempDir Path folder;
  private Path store = Path.of("");
  private Path log = Path.of("");
  private Shell shell = Shell.on(store);

  @BeforeEach
  void fill() {
    store = folder.resolve("store");
    log = store.resolve("events.log");
    shell = Shell.on(store);
    for (String type : List.of("First", "Second", "Third")) {
      shell.ok("append", "--type", type);
    }
  }

  private static void failed(Shell.Result result, int exit, String... parts) {
    assertEquals(exit, result.exit(), result.err());
    for (String part : parts) {
      assertTrue(result.err().contains(part), result.err());
    }
    assertTrue(result.err().startsWith("ledger: "), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
  }

  @Test
  void aDamagedLineIsNamedAndNothingIsChanged() throws IOException {
    Files.writeString(log, Files.readString(log).replace("Second", "second"));
    String before = Files.readString(log);
    String[] named = {log.toString(), "line 2", "position 2"};

    failed(shell.run("list"), Exit.VERIFICATION_FAILED, named);
    Shell.Result check = shell.run("check");
    failed(check, Exit.VERIFICATION_FAILED, "found 1 damaged place");
    for (String part : named) {
      assertTrue(check.out().contains(part), check.out());
    }
    assertTrue(shell.run("check", "-o", "json").out().startsWith("{\"clean\":false,"));

    failed(shell.run("append", "--type", "T"), Exit.VERIFICATION_FAILED, named);
    assertEquals(before, Files.readString(log));
  }

  @Test
  void aFullDiskRefusesTheAppendAndDamagesNothing() {
    FaultyDisk disk = new FaultyDisk(new RealDisk());
    Shell full = Shell.on(store, new DiskAccess(LogOptions.standard().withDisk(disk)));
    disk.inject(
        Fault.at(Operation.WRITE, 1, () -> new DiskFullException("full"))
            .in("events.log")
            .afterBytes(20));
    failed(full.run("append", "--type", "T"), Exit.UNAVAILABLE, "no space left", store.toString());

    assertEquals(3, shell.ok("list").lines().count());
    shell.run("append", "--type", "Later");
    assertTrue(shell.ok("check").startsWith("Clean: 4 events"));
  }

  @Test
  void aPlaceThatCannotBeUsedIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    failed(
        shell.run("append", "--type", "T", "--store", file.toString()),
        Exit.UNAVAILABLE,
        "cannot use " + file + ": it is not a folder");
    failed(
        shell.run("append", "--type", "T", "--store", file.resolve("in").toString()),
        Exit.UNAVAILABLE,
        "cannot use " + file);
    assertEquals("mine", Files.readString(file));
    if (Files.isDirectory(Path.of("/proc/self"))) {
      failed(
          shell.run("append", "--type", "T", "--store", "/proc/cairn-test/store"),
          Exit.UNAVAILABLE,
          "cannot use /proc/cairn-test: it is not there, and cannot be made");
    }
  }

  @Test
  void whatRecoveryCutIsTold() throws IOException {
    Files.writeString(log, "{\"position\":4,\"comm", StandardOpenOption.APPEND);
    Files.deleteIfExists(store.resolve("head"));
    Shell.Result result = shell.run("append", "--type", "Fourth");
    assertEquals("Event 004 appended.\n", result.out());
    assertTrue(result.err().contains("19 bytes were moved to "), result.err());
    assertTrue(result.err().contains("quarantine"), result.err());
  }

  @Test
  void whatIsNotProvenDurableIsTold() throws IOException {
    // What a writer leaves behind that dies between its write and its head.
    byte[] head = Files.readAllBytes(store.resolve("head"));
    shell.ok("append", "--type", "Fourth");
    Files.write(store.resolve("head"), head);
    Shell.Result result = shell.run("list");
    assertEquals(3, result.out().lines().count(), result.out());
    assertTrue(
        result.err().matches("ledger: \\d+ bytes at the end of the log are not proven .*\n"),
        result.err());
    assertEquals("Event 005 appended.\n", shell.ok("append", "--type", "Fifth"));
  }

  @Test
  void whoeverHasSeenEnoughMayCloseThePipe() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertEquals(Exit.OK, list(new Refusing("Broken pipe"), err));
    assertEquals("", err.toString(StandardCharsets.UTF_8));
    assertEquals(Exit.UNAVAILABLE, list(new Refusing("No space left on device"), err));
    assertEquals(
        "ledger: cannot write the output: No space left on device\n",
        err.toString(StandardCharsets.UTF_8));
  }

  private int list(OutputStream out, OutputStream err) {
    Console console =
        new Console(
            InputStream.nullInputStream(),
            new Output(out),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of(),
            false);
    return Ledger.run(
        new String[] {"list", "--store", store.toString()}, console, new DiskAccess());
  }

  /** An output that takes nothing. */
  private static final class Refusing extends OutputStream {

    private final String reason;

    Refusing(String reason) {
      this.reason = reason;
    }

    @Override
    public void write(int b) throws IOException {
      throw new IOException(reason);
    }
  }

  @Test
  void anInterruptEndsAFollower() throws Exception {
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      try {
        Future<Shell.Result> running = thread.submit(() -> shell.run("list", "--follow"));
        thread.shutdownNow();
        Shell.Result result = running.get(10, TimeUnit.SECONDS);
        failed(result, Exit.INTERRUPTED, "interrupted");
      } finally {
        thread.shutdownNow();
      }
    }
  }

  @Test
  void anErrorOfOursAsksForAReportAndDebugShowsItsTrace() {
    Shell broken = Shell.through(new BrokenAccess());
    Shell.Result result = broken.run("list");
    failed(result, Exit.INTERNAL, "internal error", "a bug", "--debug");
    Shell.Result traced = broken.run("list", "--debug");
    assertEquals(Exit.INTERNAL, traced.exit());
    assertTrue(traced.err().contains("BrokenAccess.read("), traced.err());
  }

  private static final class BrokenAccess implements StoreAccess {

    @Override
    public Limits limits() {
      throw new IllegalStateException("a bug");
    }

    @Override
    public Disk disk() {
      throw new IllegalStateException("a bug");
    }

    @Override
    public LogImport create(Path folder) {
      throw new IllegalStateException("a bug");
    }

    @Override
    public Writing write(Path folder, Duration lockWait) {
      throw new IllegalStateException("a bug");
    }

    @Override
    public EventStore make(
        HiddenHeaderDisk hidden, Path folder, InstantSource time, Duration lockWait) {
      throw new IllegalStateException("a bug");
    }

    @Override
    public Reading read(Path folder) {
      throw new IllegalStateException("a bug");
    }

    @Override
    public CheckReport check(Path folder, LongConsumer eventsDone) {
      throw new IllegalStateException("a bug");
    }

    @Override
    public CheckReport verify(Path folder, LongConsumer eventsDone) {
      throw new IllegalStateException("a bug");
    }

    @Override
    public LogLines lines(Path folder) {
      throw new IllegalStateException("a bug");
    }

    @Override
    public LogVerification verification(Path folder, LogIdentity log, TrustPolicy policy) {
      throw new IllegalStateException("a bug");
    }

    @Override
    public LogBackup.Report copy(Path from, Path to, LongConsumer bytesDone) {
      throw new IllegalStateException("a bug");
    }
  }

  @Test
  void theVersionIsThatOfTheBuild() throws IOException {
    String pom = Files.readString(Path.of(System.getProperty("cairn.root", ".."), "cli/pom.xml"));
    var version = Pattern.compile("<version>(.*?)</version>").matcher(pom);
    assertTrue(version.find());
    assertEquals("ledger " + version.group(1) + "\n", shell.ok("--version"));
  }

  @Test
  void warningsOfOursAloneAreSaid() {
    System.LoggerFinder finder = new Warnings();
    Module module = FailuresTest.class.getModule();
    assertTrue(finder.getLogger("dev.cairn.flow", module).isLoggable(System.Logger.Level.WARNING));
    assertFalse(finder.getLogger("dev.cairn.flow", module).isLoggable(System.Logger.Level.ERROR));
    assertFalse(finder.getLogger("org.other", module).isLoggable(System.Logger.Level.WARNING));
  }
}
