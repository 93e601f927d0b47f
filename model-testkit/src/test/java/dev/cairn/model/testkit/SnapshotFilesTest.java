package dev.cairn.model.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Payload;
import dev.cairn.Position;
import dev.cairn.StoreId;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.disk.ForwardingDisk;
import dev.cairn.disk.RealDisk;
import dev.cairn.model.Snapshot;
import dev.cairn.model.SnapshotFiles;
import dev.cairn.model.SnapshotLine;
import dev.cairn.model.SnapshotRetention;
import dev.cairn.model.SnapshotStore;
import dev.cairn.model.SnapshotStore.Found;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.MemoryDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots in files: as a store, and which files those are. */
final class SnapshotFilesTest extends SnapshotStoreConformance {

  private static final Path FOLDER = Path.of("/store/snapshots");
  private static final StreamId STREAM = StreamId.of("account-123");

  private final MemoryDisk disk = new MemoryDisk();
  @TempDir Path folder;

  @Override
  protected SnapshotStore open(SnapshotRetention retention) {
    return SnapshotFiles.in(disk, FOLDER).keeping(retention);
  }

  @Override
  protected void replace(StreamId stream, Version version, byte[] line) throws IOException {
    AtomicFile.write(
        disk, FOLDER.resolve(stream.value()).resolve(version + ".json"), ByteBuffer.wrap(line));
  }

  static Snapshot snapshot(StreamId stream, long version) {
    return new Snapshot(
        StoreId.parse("01234567-89ab-7cde-8f01-23456789abcd"),
        stream,
        Version.of(version),
        Position.of(4711),
        UUID.fromString("0199b7a0-0000-7000-8000-000000000001"),
        Instant.parse("2025-12-28T10:00:00.000001Z"),
        1,
        1,
        Payload.json("{\"balance\": 5}"));
  }

  @Test
  void aSnapshotIsOneLineInAFileNamedByIdAndVersion() throws IOException {
    SnapshotFiles.in(folder.resolve("snapshots")).save(snapshot(STREAM, 100));

    assertEquals(
        """
        {"format":1,"store":"01234567-89ab-7cde-8f01-23456789abcd","aggregate_type":"account","aggregate_id":"account-123","version":100,"position":4711,"event":"0199b7a0-0000-7000-8000-000000000001","timestamp":"2025-12-28T10:00:00.000001Z","schema":1,"folding":1,"state":{"balance": 5},"crc":"7d266012"}
        """,
        Files.readString(folder.resolve("snapshots/account-123/100.json")));
  }

  @Test
  void idsAreMadeSafeForAFileSystem() throws IOException {
    SnapshotFiles files = SnapshotFiles.in(disk, FOLDER);
    files.save(snapshot(StreamId.of("Konto-../é"), 1));
    files.save(snapshot(StreamId.of("a".repeat(150)), 1));
    files.save(snapshot(StreamId.of("a".repeat(151)), 1));

    assertEquals(
        List.of(
            "%4Bonto-%2E%2E%2F%C3%A9",
            "5416d58d0995ead40b1732bff8dee597da5996baae2e2373ce716987b677ee72", "a".repeat(150)),
        disk.list(FOLDER));
  }

  @Test
  void filesOfOtherNamesAreLeftAlone() throws IOException {
    SnapshotFiles files = SnapshotFiles.in(disk, FOLDER);
    files.save(snapshot(STREAM, 1));
    Path own = FOLDER.resolve("account-123");
    List<Path> others =
        List.of(own.resolve("notes.txt"), own.resolve("01.json"), FOLDER.resolve("READ.ME"));
    for (Path other : others) {
      write(disk, other, "mine");
    }
    files.visit(entry -> assertEquals(new Found.Intact(snapshot(STREAM, 1)), entry.found()));
    files.clear();

    assertEquals(List.of(), files.versions(STREAM));
    for (Path other : others) {
      assertTrue(disk.exists(other), other.toString());
    }
  }

  @Test
  void aFileThatWasNeverFinishedGoesWithThoseOfItsVersion() throws IOException {
    SnapshotFiles files = SnapshotFiles.in(disk, FOLDER).keeping(new SnapshotRetention(2));
    files.save(snapshot(STREAM, 100));
    String unfinished = "150.json.01234567-89ab-7cde-8f01-23456789abcd.new";
    write(disk, FOLDER.resolve("account-123").resolve(unfinished), "{\"format\":1,");
    files.save(snapshot(STREAM, 200));
    files.save(snapshot(STREAM, 300));
    assertEquals(
        List.of(unfinished, "200.json", "300.json"), disk.list(FOLDER.resolve("account-123")));
    files.save(snapshot(STREAM, 400));
    assertEquals(List.of("300.json", "400.json"), disk.list(FOLDER.resolve("account-123")));
  }

  /** A disk on which others do something between the writing of a file and its renaming. */
  private Disk beforeRename(BeforeRename others) {
    return new ForwardingDisk(disk) {
      @Override
      public void rename(Path from, Path to) throws IOException {
        others.act(from);
        super.rename(from, to);
      }
    };
  }

  @FunctionalInterface
  private interface BeforeRename {
    void act(Path unfinished) throws IOException;
  }

  @Test
  void aSaveThatAnotherOneOvertookIsLeftOut() throws IOException {
    SnapshotFiles others = SnapshotFiles.in(disk, FOLDER).keeping(new SnapshotRetention(1));
    Disk overtaken =
        beforeRename(_ -> {
          others.save(snapshot(STREAM, 80));
          others.save(snapshot(STREAM, 90));
        });
    SnapshotFiles.in(overtaken, FOLDER).save(snapshot(STREAM, 70));

    assertEquals(List.of("90.json"), disk.list(FOLDER.resolve("account-123")));
  }

  @Test
  void aSaveWhileEverythingIsDeletedIsLeftOut() throws IOException {
    SnapshotFiles others = SnapshotFiles.in(disk, FOLDER);
    others.save(snapshot(STREAM, 60));
    SnapshotFiles.in(beforeRename(_ -> others.clear()), FOLDER).save(snapshot(STREAM, 70));

    assertEquals(List.of(), disk.list(FOLDER.resolve("account-123")));
  }

  @Test
  void anUnfinishedFileThatIsLostWithoutAReasonIsAnError() throws IOException {
    SnapshotFiles.in(disk, FOLDER).save(snapshot(STREAM, 60));
    SnapshotFiles files = SnapshotFiles.in(beforeRename(disk::delete), FOLDER);

    assertThrows(NoSuchFileException.class, () -> files.save(snapshot(STREAM, 70)));
    assertEquals(List.of("60.json"), disk.list(FOLDER.resolve("account-123")));
  }

  /** The folder of an aggregate goes before anything is written to it, and before it is synced. */
  @Test
  void aFolderThatIsDeletedMeanwhileIsNoError() throws IOException {
    Path real = Files.createDirectories(folder.resolve("account-123"));
    Disk disappearing =
        new ForwardingDisk(new RealDisk()) {
          @Override
          public DiskFile open(Path file, Access access) throws IOException {
            Files.delete(real);
            return super.open(file, access);
          }

          @Override
          public void syncFolder(Path synced) throws IOException {
            Files.deleteIfExists(real);
            super.syncFolder(synced);
          }
        };
    SnapshotFiles files = SnapshotFiles.in(disappearing, folder);
    files.save(snapshot(STREAM, 1));
    Files.createDirectories(real);
    files.clear();
    Files.createDirectories(real);
    files.delete(STREAM, Version.of(1));

    assertEquals(List.of(), files.versions(STREAM));
  }

  @Test
  void aFileThatIsTooLargeIsNotRead() throws IOException {
    SnapshotFiles files = SnapshotFiles.in(disk, FOLDER);
    files.save(snapshot(STREAM, 1));
    Path file = FOLDER.resolve("account-123/1.json");
    try (DiskFile out = disk.open(file, Disk.Access.WRITE)) {
      out.write(ByteBuffer.wrap(new byte[] {1}), SnapshotLine.BYTES_MAX);
    }

    assertEquals(
        new Found.Damaged("it has 16785409 bytes, the limit is 16785408"),
        files.find(STREAM, Version.of(1)));
  }

  @Test
  void nothingIsMadeBeforeTheFirstSnapshot() throws IOException {
    SnapshotFiles files = SnapshotFiles.in(disk, FOLDER);
    assertEquals(List.of(), files.versions(STREAM));
    files.delete(STREAM, Version.of(1));
    files.clear();

    assertTrue(!disk.exists(FOLDER));
  }

  @Test
  void anErrorOfAnyCallLeavesTheOldSnapshotOrTheNewOne() throws IOException {
    FaultyDisk faulty = new FaultyDisk(disk);
    SnapshotFiles files = SnapshotFiles.in(faulty, FOLDER);
    files.save(snapshot(STREAM, 1));
    faulty.forgetCalls();
    files.save(snapshot(STREAM, 2));
    int calls = faulty.calls().size();
    assertTrue(calls > 8, "calls: " + calls);
    for (int call = 1; call <= calls; call++) {
      long failing = call;
      long version = 2L + call;
      faulty.watch((number, _) -> {
        if (number == failing) {
          throw new IOException("injected");
        }
      });
      IOException told =
          assertThrows(IOException.class, () -> files.save(snapshot(STREAM, version)));
      assertEquals("injected", told.getMessage());
      faulty.watch((_, _) -> {});
      for (Version kept : files.versions(STREAM)) {
        assertEquals(new Found.Intact(snapshot(STREAM, kept.number())), files.find(STREAM, kept));
      }
      assertEquals(List.of(), faulty.openFiles());
    }
  }

  static void write(Disk disk, Path file, String text) throws IOException {
    try (DiskFile out = disk.open(file, Disk.Access.CREATE)) {
      out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    }
  }
}
