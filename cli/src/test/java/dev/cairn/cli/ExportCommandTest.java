package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.EventStore;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.StreamId;
import dev.cairn.disk.DiskFullException;
import dev.cairn.disk.RealDisk;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogStore;
import dev.cairn.testkit.Eventually;
import dev.cairn.testkit.Fault;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.FaultyDisk.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExportCommandTest {

  private static final Pattern POSITION = Pattern.compile("\\{\"position\":(\\d+),");

  @TempDir Path folder;
  private Path store = Path.of("");
  private Path file = Path.of("");
  private Shell shell = Shell.on(store);

  @BeforeEach
  void fill() {
    store = folder.resolve("store");
    file = folder.resolve("out.jsonl");
    shell = Shell.on(store);
    append("account-1", "Opened", "c:1");
    append("account-1", "Deposited", "c:1");
    append("account-2", "Opened", "c:2");
    append("ledger", "Deposited", "c:2");
  }

  private void append(String stream, String type, String tag) {
    shell.ok("append", "--stream", stream, "--type", type, "--tag", tag);
  }

  private static List<String> positions(String lines) {
    return lines
        .lines()
        .map(line -> POSITION.matcher(line).results().findFirst().orElseThrow().group(1))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "export | 1 2 3 4",
        "export - | 1 2 3 4",
        "export --stream account-1 | 1 2",
        "export --stream account-1 --up-to 1 | 1",
        "export --category account --type Opened | 1 3",
        "export --tag c:2 --after 3 | 4",
        "export --after 1 --up-to 3 | 2 3",
        "export --up-to 99 --since 2000-01-01 --until 9999-01-01 | 1 2 3 4",
        "export --until 2000-01-01 | ''"
      })
  void theSelectedEventsComeInOrder(String command, String positions) {
    assertEquals(
        List.of(positions.split(" ")).stream().filter(one -> !one.isEmpty()).toList(),
        positions(shell.ok(command.split(" "))));
  }

  @Test
  void aFileHoldsWhatStandardOutputWould() throws IOException {
    assertEquals(
        "Exported 4 events, 001 to 004 to %s.\n".formatted(file),
        shell.ok("export", file.toString()));
    assertEquals(shell.ok("export"), Files.readString(file));
    assertEquals(
        "Exported 1 event, 002 to %s.\n".formatted(file),
        shell.ok("export", file.toString(), "--overwrite", "--after", "1", "--up-to", "2"));
    assertEquals(List.of("2"), positions(Files.readString(file)));
    assertEquals(
        "Exported no events to %s.\n".formatted(file),
        shell.ok("export", file.toString(), "--overwrite", "--stream", "none"));
    assertEquals("", Files.readString(file));
  }

  @Test
  void everyLineIsThatOfListWithoutAFurtherWord() {
    assertEquals(shell.ok("list", "-o", "jsonl"), shell.ok("export"));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private void refused(Shell on, int exit, String sentence, String... args) {
    Shell.Result result = on.run(args);
    assertEquals(exit, result.exit(), result.err());
    assertEquals("", result.out());
    assertTrue(result.err().contains(sentence), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
  }

  @Test
  void aFileThatIsThereIsReplacedOnlyWhenToldTo() throws IOException {
    Files.writeString(file, "mine");
    refused(shell, Exit.CONFLICT, "is there already; --overwrite", "export", file.toString());
    assertEquals("mine", Files.readString(file));
    assertEquals(List.of("out.jsonl", "store"), files());
    refused(shell, Exit.USAGE, "--overwrite goes with a file", "export", "--overwrite");
  }

  @Test
  void aFileThatCannotBeWrittenLeavesNothing() throws IOException {
    String missing = folder.resolve("no/out.jsonl").toString();
    refused(shell, Exit.UNAVAILABLE, "its folder is not there", "export", missing);
    for (Operation operation : List.of(Operation.WRITE, Operation.SYNC, Operation.RENAME)) {
      FaultyDisk disk = new FaultyDisk(new RealDisk());
      disk.inject(Fault.at(operation, 1, () -> new DiskFullException("full")));
      Shell full = Shell.on(store, new DiskAccess(LogOptions.standard().withDisk(disk)));
      refused(full, Exit.UNAVAILABLE, "no space is left", "export", file.toString());
      assertEquals(List.of("store"), files());
      assertEquals(List.of(), disk.openFiles());
    }
  }

  @Test
  void whatLiesBeforeDamageIsExportedAndTheDamageTold() throws IOException {
    Path log = store.resolve("events.log");
    Files.writeString(log, Files.readString(log).replace("account-2", "account-3"));
    Shell.Result result = shell.run("export");
    assertEquals(Exit.VERIFICATION_FAILED, result.exit());
    assertEquals(List.of("1", "2"), positions(result.out()));
    refused(shell, Exit.VERIFICATION_FAILED, "position 3", "export", file.toString());
    assertFalse(Files.exists(file));
  }

  @Test
  void anExportWhileOthersAppendIsAPrefix() throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    try (EventStore writing = LogStore.open(store)) {
      Thread writer =
          Thread.ofPlatform()
              .start(() -> {
                while (!enough.get()) {
                  writing.append(
                      Append.to(
                          StreamId.of("s-1"),
                          ExpectedVersion.any(),
                          List.of(NewEvent.of("A", "{}"), NewEvent.of("B", "{}"))));
                }
              });
      try {
        for (int i = 1; i <= 5; i++) {
          long before = writing.head().sequence();
          Eventually.holds("appends", () -> writing.head().sequence() > before);
          List<String> positions = positions(shell.ok("export"));
          assertTrue(positions.size() > before && positions.size() % 2 == 0, positions::toString);
          assertEquals(String.valueOf(positions.size()), positions.getLast());
        }
      } finally {
        enough.set(true);
        writer.join();
      }
    }
  }
}
