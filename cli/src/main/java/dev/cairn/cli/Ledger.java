package dev.cairn.cli;

import dev.cairn.EventReader;
import dev.cairn.EventStore;
import dev.cairn.MissingStoreException;
import dev.cairn.log.EventLog;
import dev.cairn.log.RecoveryReport;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line as a whole, and the options that every command has. */
@Command(
    name = "ledger",
    description = "Appends events to a store and shows what is in it.",
    version = Ledger.VERSION,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 ok, 1 internal error, 2 usage, 3 not found, 4 conflict, 5 refused by the domain,",
      "6 verification failed, 7 unavailable or timeout, 9 verified but not anchored, 130 interrupted."
    })
final class Ledger {

  /** What {@code --version} prints. */
  static final String VERSION = "ledger 0.1.0-SNAPSHOT";

  private static final String STORE_DEFAULT = "data/ledger";

  private static final long MISSING_POLL_MILLIS = 100;

  private static final Map<String, Function<Ledger, Object>> COMMANDS = commands();

  @Option(
      names = "--store",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "The store's folder; else $$CAIRN_STORE, else data/ledger.")
  private @Nullable String folder;

  @Option(
      names = "--lock-wait",
      paramLabel = "SECONDS",
      scope = ScopeType.INHERIT,
      description = "How long an append waits for another writer (default: 30).")
  private int lockWaitSeconds = 30;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an error.")
  private boolean debug;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli itself acts on it, and on the version below.
  private boolean help;

  @Option(names = "--version", versionHelp = true, description = "Show the version.")
  @SuppressWarnings("UnusedVariable")
  private boolean version;

  private final Console console;
  private final StoreAccess access;

  private Ledger(Console console, StoreAccess access) {
    this.console = console;
    this.access = access;
  }

  /** Runs one command; returns its exit code. */
  static int run(String[] args, Console console, StoreAccess access) {
    Ledger ledger = new Ledger(console, access);
    Failures failures = new Failures(console, () -> ledger.debug);
    try {
      int exit = commandLine(ledger, args, failures).execute(args);
      console.out().flush();
      return exit;
    } catch (Output.ClosedException e) {
      return failures.report(e);
    }
  }

  /**
   * Only the commands that the arguments name are made, because making one costs time; all of them
   * where none is named, for the help and for suggestions.
   */
  private static CommandLine commandLine(Ledger ledger, String[] args, Failures failures) {
    List<String> words = Arrays.asList(args);
    boolean all =
        COMMANDS.keySet().stream().noneMatch(words::contains)
            || words.contains("help")
            || words.contains("completion");
    CommandLine line = new CommandLine(ledger);
    COMMANDS.forEach((name, make) -> {
      if (all || words.contains(name)) {
        line.addSubcommand(name, make.apply(ledger));
      }
    });
    return line.setExpandAtFiles(false)
        .setOut(new PrintWriter(ledger.console.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(ledger.console.err(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }

  private static Map<String, Function<Ledger, Object>> commands() {
    Map<String, Function<Ledger, Object>> commands = new LinkedHashMap<>();
    commands.put("append", AppendCommand::new);
    commands.put("list", ListCommand::new);
    commands.put("get", GetCommand::new);
    commands.put("streams", StreamsCommand::new);
    commands.put("stats", StatsCommand::new);
    commands.put("check", CheckCommand::new);
    commands.put("verify", VerifyCommand::new);
    commands.put("project", ProjectCommand::of);
    commands.put("processors", ProcessorsCommand::of);
    commands.put("outbox", OutboxCommand::new);
    commands.put("parked", ParkedCommand::of);
    commands.put("sagas", SagasCommand::of);
    commands.put("backup", BackupCommand::new);
    commands.put("restore", RestoreCommand::new);
    commands.put("export", ExportCommand::new);
    commands.put("import", ImportCommand::new);
    commands.put("snapshots", SnapshotsCommand::of);
    commands.put("migrate", MigrateCommand::new);
    commands.put("erase", EraseCommand::new);
    commands.put("proof-page", ProofPageCommand::new);
    commands.put("checkpoint", CheckpointCommand::new);
    commands.put("keys", KeysCommand::of);
    commands.put("prove", ProveCommand::new);
    commands.put("verify-proof", VerifyProofCommand::new);
    commands.put("consistency", ConsistencyCommand::new);
    commands.put("witness", WitnessCommand::of);
    commands.put("completion", CompletionCommand::new);
    commands.put("help", HelpCommand::new);
    return commands;
  }

  Console console() {
    return console;
  }

  Output out() {
    return console.out();
  }

  StoreAccess access() {
    return access;
  }

  /** The store's folder. */
  Path folder() {
    String fromEnvironment = console.env().getOrDefault("CAIRN_STORE", "");
    String named = fromEnvironment.isEmpty() ? STORE_DEFAULT : fromEnvironment;
    return path("--store", folder == null ? named : folder);
  }

  /** How long another writer is waited for. */
  Duration lockWait() {
    if (lockWaitSeconds < 0) {
      throw CommandException.usage("--lock-wait is 0 or greater, not " + lockWaitSeconds);
    }
    return Duration.ofSeconds(lockWaitSeconds);
  }

  /** Opens the store for appending; says what had to be cut. */
  EventStore openForAppend() {
    StoreAccess.Writing writing = access.write(folder(), lockWait());
    RecoveryReport recovery = writing.recovery();
    if (recovery.cutBytes() > 0) {
      console.note(
          "the last writer ended in the middle of an append that was never acknowledged: %d bytes were moved to %s"
              .formatted(
                  recovery.cutBytes(),
                  recovery.quarantine().map(Path::toString).orElse("quarantine/")));
    }
    return writing.store();
  }

  /** Opens the store for reading; says what cannot be shown yet. */
  EventLog openForReading() {
    return openForReading(folder());
  }

  EventLog openForReading(Path store) {
    StoreAccess.Reading reading = access.read(store);
    if (reading.bytesBeyondHead() > 0) {
      console.note(
          "%d bytes at the end of the log are not proven durable and not shown; the next append recovers them"
              .formatted(reading.bytesBeyondHead()));
    }
    return reading.reader();
  }

  /** Whoever follows may be there before the first event is. */
  EventReader awaitStore() throws InterruptedException {
    boolean said = false;
    while (true) {
      try {
        return openForReading();
      } catch (MissingStoreException e) {
        if (!said) {
          console.note("no store at %s yet, waiting for the first append".formatted(e.place()));
          said = true;
        }
        Thread.sleep(MISSING_POLL_MILLIS);
      }
    }
  }

  /** The path that the value of an option names. */
  static Path path(String option, String value) {
    if (value.isEmpty()) {
      throw CommandException.usage(option + " names no path: it is empty");
    }
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw CommandException.usage("%s: '%s' is not a path".formatted(option, value));
    }
  }
}
