package dev.cairn.log.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.CairnException;
import dev.cairn.Filter;
import dev.cairn.MissingStoreException;
import dev.cairn.Position;
import dev.cairn.Subscription;
import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.log.Durability;
import dev.cairn.log.LockMode;
import dev.cairn.log.LogBackup;
import dev.cairn.log.LogCheck;
import dev.cairn.log.LogImport;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogReader;
import dev.cairn.log.LogStore;
import dev.cairn.log.PreparedSpace;
import dev.cairn.testkit.MemoryDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Small programs that make the same calls to the disk each time, in the thread that runs them. */
enum FaultScenario {
  EMPTY_STORE {
    @Override
    void run(Disk disk, Disk healthy, AppendBook book) {
      session(options(disk), book, 0);
    }
  },
  ONE_APPEND {
    @Override
    void run(Disk disk, Disk healthy, AppendBook book) {
      session(options(disk), book, 1);
    }
  },
  SEGMENTS_ARE_SEALED {
    @Override
    void run(Disk disk, Disk healthy, AppendBook book) {
      for (int i = 0; i < 2; i++) {
        try (LogStore store = opened(options(disk), book)) {
          for (int each = 0; each < 3; each++) {
            book.append(store, 2, LARGE);
          }
          book.look(store);
        }
      }
    }
  },
  A_TORN_END_IS_RECOVERED {
    @Override
    MemoryDisk prepared(AppendBook book) throws IOException {
      return addedBehind(killed(PreparedSpace.NONE, book), "{\"position\":7,\"comm");
    }

    @Override
    void run(Disk disk, Disk healthy, AppendBook book) {
      session(options(disk), book, 1);
    }
  },
  THE_HEAD_IS_LOST {
    @Override
    MemoryDisk prepared(AppendBook book) throws IOException {
      MemoryDisk left = killed(PreparedSpace.NONE, book);
      left.delete(Program.FOLDER.resolve("head"));
      return left;
    }

    @Override
    void run(Disk disk, Disk healthy, AppendBook book) {
      session(options(disk), book, 1);
    }
  },
  A_KILLED_WRITER_LEFT_SPACE {
    @Override
    MemoryDisk prepared(AppendBook book) throws IOException {
      return killed(SPACE, book);
    }

    @Override
    void run(Disk disk, Disk healthy, AppendBook book) {
      session(options(disk), book, 1);
    }
  },
  SPACE_IS_PREPARED_AND_CUT {
    @Override
    void run(Disk disk, Disk healthy, AppendBook book) {
      session(options(disk).withPrepared(SPACE), book, 5);
    }
  },
  A_RELAXED_STORE {
    @Override
    void run(Disk disk, Disk healthy, AppendBook book) {
      session(
          options(disk)
              .withDurability(Durability.mayLoseLatest(Durability.MayLoseLatest.WINDOW_MAX)),
          book,
          4);
    }
  },
  SHARED_STORES_TAKE_TURNS {
    @Override
    void run(Disk disk, Disk healthy, AppendBook book) {
      LogOptions shared = options(disk).withLockMode(LockMode.SHARED);
      try (LogStore one = opened(shared, book);
          LogStore other = LogStore.open(Program.FOLDER, shared.withDisk(healthy))) {
        book.append(one, 2, "one");
        var _ = other.append(book.next(1, LARGE));
        book.acknowledged();
        book.append(one, 2, LARGE);
        var _ = other.append(book.next(1, "other"));
        book.acknowledged();
        book.look(one);
        book.check(other);
      }
    }
  },
  A_READER_FOLLOWS_A_WRITER {
    @Override
    void run(Disk disk, Disk healthy, AppendBook book) {
      try (LogStore writer = LogStore.open(Program.FOLDER, options(healthy));
          LogReader reader = LogReader.open(Program.FOLDER, options(disk));
          Subscription all = reader.subscribe(Filter.everything(), Position.START)) {
        long seen = 0;
        for (int i = 0; i < 4; i++) {
          var _ = writer.append(book.next(2, LARGE));
          book.acknowledged();
          book.look(reader);
          seen = followed(all, seen);
        }
        book.check(writer);
      }
    }
  },
  A_BACKUP_IS_TAKEN {
    @Override
    MemoryDisk prepared(AppendBook book) throws IOException {
      MemoryDisk memory = new MemoryDisk();
      fill(memory, PreparedSpace.NONE, book).close();
      Path state = Program.FOLDER.resolve("state");
      memory.createFolders(state);
      AtomicFile.write(
          memory,
          state.resolve("mail.0.json"),
          ByteBuffer.wrap("{}".getBytes(StandardCharsets.US_ASCII)));
      return memory;
    }

    @Override
    void run(Disk disk, Disk healthy, AppendBook book) {
      var _ = LogBackup.copy(Program.FOLDER, COPY, options(disk), _ -> {});
      assertTrue(LogBackup.verify(COPY, options(healthy), _ -> {}).isClean());
    }

    @Override
    void checkAfter(MemoryDisk memory, AppendBook book) throws IOException {
      if (memory.exists(COPY.resolve("store.json"))) {
        assertTrue(LogBackup.verify(COPY, options(memory), _ -> {}).isClean());
        goesOn(COPY, memory, book);
      } else {
        assertThrows(MissingStoreException.class, () -> LogReader.open(COPY, options(memory)));
        goesOn(Program.FOLDER, memory, book);
      }
    }
  },
  EVENTS_ARE_IMPORTED {
    @Override
    void run(Disk disk, Disk healthy, AppendBook book) {
      imported(disk, book);
    }

    @Override
    void checkAfter(MemoryDisk memory, AppendBook book) throws IOException {
      if (!memory.exists(Program.FOLDER.resolve("store.json"))) {
        assertThrows(
            MissingStoreException.class, () -> LogReader.open(Program.FOLDER, options(memory)));
        MemoryDisk empty = new MemoryDisk();
        AppendBook again = new AppendBook();
        imported(empty, again);
        goesOn(Program.FOLDER, empty, again);
      } else {
        try (LogReader reader = LogReader.open(Program.FOLDER, options(memory))) {
          assertEquals(IMPORTED, book.check(reader).size(), "an import is all or nothing");
        }
        goesOn(Program.FOLDER, memory, book);
      }
    }
  },
  A_STORE_IS_CHECKED {
    @Override
    MemoryDisk prepared(AppendBook book) throws IOException {
      return killed(PreparedSpace.NONE, book);
    }

    @Override
    void run(Disk disk, Disk healthy, AppendBook book) {
      assertTrue(LogCheck.run(Program.FOLDER, options(disk), _ -> {}).isClean());
    }
  };

  private static final Path COPY = Path.of("/crash/copy");
  private static final int IMPORTED = 5;
  private static final String LARGE = "x".repeat(2_500);
  private static final PreparedSpace SPACE =
      new PreparedSpace(3 << 10, 1 << 10, 2, Duration.ofDays(1));

  /** What the disk holds when the program begins; what was appended to it is acknowledged. */
  MemoryDisk prepared(AppendBook book) throws IOException {
    return new MemoryDisk();
  }

  /**
   * Runs the program, up to the first store that cannot be opened or closed.
   *
   * @param healthy the same files without faults
   * @throws CairnException as the disk failed
   */
  abstract void run(Disk disk, Disk healthy, AppendBook book);

  /** Checks what the program left, on a disk that fails no more. */
  void checkAfter(MemoryDisk memory, AppendBook book) throws IOException {
    goesOn(Program.FOLDER, memory, book);
  }

  private static LogOptions options(Disk disk) {
    return Program.options(disk).withPrepared(PreparedSpace.NONE);
  }

  private static LogStore opened(LogOptions options, AppendBook book) {
    LogStore store = LogStore.open(Program.FOLDER, options);
    book.look(store);
    return store;
  }

  private static void session(LogOptions options, AppendBook book, int appends) {
    try (LogStore store = opened(options, book)) {
      for (int i = 0; i < appends; i++) {
        book.append(store, 1 + i % 2, "text " + i);
      }
      book.look(store);
    }
  }

  /** What a writer leaves that is killed after it filled two segments. */
  private static MemoryDisk killed(PreparedSpace space, AppendBook book) throws IOException {
    MemoryDisk memory = new MemoryDisk();
    try (LogStore _ = fill(memory, space, book)) {
      return memory.afterPowerCut(1);
    }
  }

  private static LogStore fill(MemoryDisk memory, PreparedSpace space, AppendBook book) {
    LogStore store = LogStore.open(Program.FOLDER, options(memory).withPrepared(space));
    book.append(store, 2, LARGE + LARGE);
    for (int i = 0; i < 4; i++) {
      book.append(store, 1 + i % 2, "text " + i);
    }
    return store;
  }

  private static MemoryDisk addedBehind(MemoryDisk disk, String bytes) throws IOException {
    try (DiskFile log = disk.open(Program.FOLDER.resolve("events.log"), Disk.Access.WRITE)) {
      log.write(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.UTF_8)), log.size());
      log.sync();
    }
    return disk;
  }

  /** Takes what a subscription has; returns the last position, up to which none was missing. */
  private static long followed(Subscription all, long seen) {
    long last = seen;
    try {
      for (var event : all.next(10, Duration.ZERO).events()) {
        assertEquals(++last, event.position().sequence());
      }
    } catch (CairnException e) {
      AppendBook.checkError(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return last;
  }

  private static void imported(Disk disk, AppendBook book) {
    try (LogImport target = LogImport.begin(Program.FOLDER, options(disk))) {
      for (int i = 0; i < IMPORTED; i++) {
        var _ = target.append(book.next(1, LARGE), Instant.EPOCH.plusSeconds(i));
      }
      var _ = target.finish();
    }
  }

  private static void goesOn(Path folder, MemoryDisk memory, AppendBook book) {
    try (LogStore store = LogStore.open(folder, options(memory))) {
      book.settle(store);
      var _ = store.append(book.next(2, "healed"));
      book.acknowledged();
      book.check(store);
    }
    assertTrue(LogCheck.run(folder, options(memory), _ -> {}).isClean());
  }
}
