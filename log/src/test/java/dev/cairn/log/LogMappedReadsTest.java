package dev.cairn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.CorruptStoreException;
import dev.cairn.ExpectedVersion;
import dev.cairn.Position;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.disk.Disk;
import dev.cairn.disk.RealDisk;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that are read here and there come from mapped segments, or from the file as well. */
final class LogMappedReadsTest {

  private static final int EVENTS = 500;
  private static final LogOptions SMALL =
      LogOptions.standard().withSegmentBytes(32 << 10).withBackground(Runnable::run);

  /** How a disk maps files. */
  private interface Mapping {
    ByteBuffer map(Path file, long most) throws IOException;
  }

  @TempDir Path temp;
  private final List<String> mapped = new ArrayList<>();

  private Path folder() {
    return temp.resolve("store");
  }

  /** The real disk, which notes the segments that it maps, and maps them as it is told. */
  private LogOptions on(LogOptions options, Mapping mapping) {
    Disk real = new RealDisk();
    Disk disk =
        (Disk)
            Proxy.newProxyInstance(
                Disk.class.getClassLoader(),
                new Class<?>[] {Disk.class},
                (_, method, args) -> {
                  if (method.getName().equals("map") && args[0].toString().endsWith(".log")) {
                    mapped.add(folder().relativize((Path) args[0]).toString());
                    return mapping.map((Path) args[0], (long) args[1]);
                  }
                  try {
                    return method.invoke(real, args);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    return options.withDisk(disk);
  }

  private static Mapping really() {
    return new RealDisk()::map;
  }

  private void fill(LogOptions options, int events) {
    try (LogStore store = LogStore.open(folder(), options)) {
      for (int i = 1; i <= events; i++) {
        StreamId stream = StreamId.of("account-" + i % 25);
        store.append(Append.to(stream, ExpectedVersion.any(), Stores.events(1)));
      }
    }
  }

  /** Reads every event by itself, in steps too long for a walk. */
  private static List<RecordedEvent> hereAndThere(LogStore store) {
    RecordedEvent[] all = new RecordedEvent[(int) store.head().sequence()];
    for (int stream = 0; stream < 25; stream++) {
      for (RecordedEvent event :
          Stores.readAll(store, ReadRequest.stream(StreamId.of("account-" + stream)))) {
        all[(int) event.position().sequence() - 1] = event;
      }
    }
    return List.of(all);
  }

  private void assertSame(LogStore store) {
    assertEquals(Stores.all(store), hereAndThere(store));
  }

  @Test
  void eachSealedSegmentIsMappedOnce() {
    fill(SMALL, EVENTS);
    try (LogStore store = LogStore.open(folder(), on(SMALL, really()))) {
      assertSame(store);
      assertSame(store);
    }
    assertTrue(mapped.size() >= 3, mapped.toString());
    assertEquals(mapped.stream().distinct().toList(), mapped);
    assertTrue(mapped.stream().noneMatch("events.log"::equals), mapped.toString());
  }

  @Test
  void aSegmentThatIsReadOnceIsNotMapped() {
    fill(SMALL, EVENTS);
    try (LogStore store = LogStore.open(folder(), on(SMALL, really()))) {
      long step = 160; // A segment of 32 KiB has fewer events.
      for (long position = 1; position <= EVENTS; position += step) {
        readOne(store, position);
      }
      assertEquals(List.of(), mapped);
      assertSame(store);
      assertTrue(mapped.size() >= 3, mapped.toString());
    }
  }

  @Test
  void theActiveSegmentIsMappedAgainWhenItHasGrownByMuch() {
    try (LogStore store = LogStore.open(folder(), on(LogOptions.standard(), really()))) {
      for (int round = 0; round < 24; round++) {
        Stores.append(store, 1_000);
        for (long position = store.head().sequence(); position > 0; position -= 100) {
          readOne(store, position);
        }
      }
    }
    // 24,000 lines of some 260 bytes: at 1 MiB, then each time by 1 MiB, and later by a quarter.
    assertTrue(mapped.size() >= 2 && mapped.size() <= 6, mapped.toString());
  }

  private static RecordedEvent readOne(LogStore store, long position) {
    List<RecordedEvent> read =
        Stores.readAll(store, ReadRequest.all().after(Position.of(position - 1)).limit(1));
    assertEquals(position, read.getFirst().position().sequence());
    return read.getFirst();
  }

  @Test
  void whereNothingCanBeMappedTheFileIsRead() {
    fill(SMALL, EVENTS);
    Mapping none =
        (file, _) -> {
          throw new IOException("no memory to map " + file);
        };
    try (LogStore store = LogStore.open(folder(), on(SMALL, none))) {
      assertSame(store);
    }
    assertEquals(mapped.stream().distinct().toList(), mapped, "each is tried once");
  }

  @Test
  void theBytesOfAnotherFileAreNotBelieved() {
    fill(SMALL, EVENTS);
    List<Path> segments = new ArrayList<>();
    Mapping previous =
        (file, most) -> {
          segments.add(file);
          return new RealDisk().map(segments.get(Math.max(0, segments.size() - 2)), most);
        };
    try (LogStore store = LogStore.open(folder(), on(SMALL, previous))) {
      assertSame(store);
    }
    assertTrue(mapped.size() >= 3, mapped.toString());
  }

  @Test
  void whatIsDamagedInMemoryIsReadFromTheFile() {
    fill(SMALL, EVENTS);
    Mapping damaged =
        (file, most) -> {
          byte[] bytes = Files.readAllBytes(file);
          for (int at = 2_000; at < bytes.length; at += 300) {
            bytes[at] ^= 1;
          }
          return ByteBuffer.wrap(bytes, 0, (int) most);
        };
    try (LogStore store = LogStore.open(folder(), on(SMALL, damaged))) {
      assertSame(store);
    }
  }

  @Test
  void aSegmentThatShrinksUnderItsReaderIsAnErrorOfTheReadAndOfNothingElse() throws IOException {
    fill(SMALL, EVENTS);
    try (LogStore store = LogStore.open(folder(), on(SMALL, really()))) {
      for (int i = 0; i < 20; i++) {
        assertSame(store);
      }
      Path segment = folder().resolve(mapped.getFirst());
      byte[] bytes = Files.readAllBytes(segment);
      try (var file =
          java.nio.channels.FileChannel.open(segment, java.nio.file.StandardOpenOption.WRITE)) {
        file.truncate(0);
      }
      for (int i = 0; i < 50; i++) {
        CorruptStoreException damage =
            assertThrows(CorruptStoreException.class, () -> hereAndThere(store));
        assertTrue(
            damage.toString().contains("the file ends before the line does"), damage::toString);
        Stores.append(store, 1);
      }
      Files.write(segment, bytes);
      assertEquals(EVENTS + 50, store.head().sequence());
      assertEquals(EVENTS + 50, Stores.all(store).size());
    }
  }
}
