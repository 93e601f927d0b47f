package dev.cairn.log.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.CairnException;
import dev.cairn.CorruptStoreException;
import dev.cairn.InvalidJsonException;
import dev.cairn.Payload;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.log.LogCheck;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogStore;
import dev.cairn.testkit.MemoryDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.List;

/** What must hold of each parser, whatever bytes it is given. */
final class Parsed {

  private static final Path FOLDER = Path.of("/fuzz/store");

  private Parsed() {}

  /** A line is refused, or all of its fields are read, or one of them is refused in words. */
  static void line(byte[] bytes) {
    LogEvent event = Loader.parse(bytes);
    if (event == null) {
      return;
    }
    assertTrue(event.sequence() >= event.commit() && event.ofIndex() <= event.ofCount());
    assertEquals(new String(bytes, StandardCharsets.UTF_8), event.toString());
    try {
      var _ = event.stream();
      var _ = event.type();
      var _ = event.id();
      var _ = event.timestamp();
      var _ = event.schema();
      var _ = event.tags();
      var _ = event.request();
      assertTrue(event.data().size() <= bytes.length);
      assertTrue(event.metadata().size() <= bytes.length);
    } catch (CairnException
        | IllegalArgumentException
        | ArithmeticException
        | DateTimeException e) {
      // Only a line whose checksum is right is ever parsed; here it need not be.
    }
  }

  /** Lines follow each other and cover all of it; each is what stands there. */
  static void lines(byte[] bytes) throws IOException {
    MemoryDisk disk = new MemoryDisk();
    try (DiskFile file = written(disk, Path.of("/lines"), bytes)) {
      LineScanner lines = new LineScanner(file, 0, bytes.length);
      long at = 0;
      while (lines.next()) {
        assertEquals(at, lines.from());
        byte[] line = lines.bytes();
        at = lines.to();
        int end = (int) at - (lines.isEnded() ? 1 : 0);
        assertArrayEquals(Arrays.copyOfRange(bytes, (int) lines.from(), end), line);
        if (lines.isSound()) {
          line(line);
        }
      }
      assertEquals(bytes.length, at);
    }
  }

  /** A mark is refused, or is the same when it is written and read again. */
  static void mark(byte[] bytes) {
    byte[] slot = Arrays.copyOf(bytes, HeadMark.SLOT_BYTES);
    HeadMark.read(slot, 0).ifPresent(Parsed::same);
    Ascii sound = new Ascii(HeadMark.SLOT_BYTES);
    int length = Math.min(bytes.length, HeadMark.SLOT_BYTES - Line.TRAILER - 2);
    for (int i = 0; i < length; i++) {
      sound.add((char) (bytes[i] & 0x7f));
    }
    Line.end(sound, 0);
    byte[] padded = new byte[HeadMark.SLOT_BYTES];
    Arrays.fill(padded, (byte) ' ');
    System.arraycopy(sound.toBytes(), 0, padded, 0, sound.length() - 1);
    HeadMark.read(padded, 0).ifPresent(Parsed::same);
  }

  private static void same(HeadMark mark) {
    assertEquals(mark, HeadMark.read(mark.slot(), 0).orElseThrow());
  }

  /** An index is refused, or every part of it answers or says that it is damaged. */
  static void index(byte[] bytes) {
    IndexFile index = IndexFile.read(ByteBuffer.wrap(bytes), 1).orElse(null);
    if (index == null) {
      return;
    }
    try {
      for (int i = 0; i < index.count(); i++) {
        var _ = index.offset(i);
      }
      for (IndexKind kind : IndexKind.values()) {
        var _ = index.table(kind).rows();
      }
    } catch (DamagedIndexException e) {
      // So it is made anew.
    }
  }

  /** JSON is refused, or it is kept as one line that is taken again as it is. */
  static void json(byte[] bytes) {
    Payload payload;
    try {
      payload = Payload.json(bytes);
    } catch (InvalidJsonException e) {
      return;
    }
    assertTrue(payload.size() <= bytes.length);
    assertTrue(payload.text().chars().noneMatch(c -> c < ' '));
    assertEquals(payload, Payload.json(payload.text()));
  }

  /** A segment is refused as damaged, or what is read of it stays the same from then on. */
  static void segment(byte[] bytes) throws IOException {
    MemoryDisk disk = new MemoryDisk();
    LogOptions options = LogOptions.standard().withDisk(disk).withBackground(Runnable::run);
    LogStore.open(FOLDER, options).close();
    disk.delete(FOLDER.resolve("head"));
    disk.delete(FOLDER.resolve("events.log"));
    written(disk, FOLDER.resolve("events.log"), bytes).close();
    List<RecordedEvent> first;
    try (LogStore store = LogStore.open(FOLDER, options);
        var cursor = store.read(ReadRequest.all())) {
      first = cursor.toList();
      long behind = size(disk) + store.recovery().cutBytes();
      assertTrue(isFiller(Arrays.copyOfRange(bytes, (int) behind, bytes.length)), "lost bytes");
    } catch (CorruptStoreException e) {
      assertTrue(LogCheck.run(FOLDER, options, _ -> {}).damages().size() > 0, e::toString);
      assertEquals(bytes.length, size(disk), "a damaged segment was changed");
      return;
    }
    try (LogStore store = LogStore.open(FOLDER, options);
        var cursor = store.read(ReadRequest.all())) {
      assertEquals(first, cursor.toList());
      assertEquals(0, store.recovery().cutBytes());
    }
  }

  /** Space that was prepared is neither read nor cut; {@link Filler} says what it looks like. */
  private static boolean isFiller(byte[] rest) {
    for (byte b : rest) {
      if (b != 0 && b != '\n') {
        return false;
      }
    }
    return true;
  }

  private static long size(Disk disk) throws IOException {
    try (DiskFile file = disk.open(FOLDER.resolve("events.log"), Disk.Access.READ)) {
      return file.size();
    }
  }

  private static DiskFile written(Disk disk, Path path, byte[] bytes) throws IOException {
    DiskFile file = disk.open(path, Disk.Access.CREATE);
    file.write(ByteBuffer.wrap(bytes), 0);
    return file;
  }
}
