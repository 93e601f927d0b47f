package dev.cairn.bench.contest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.ReadRequest;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The limits of reading, beside the store that they are the limits of. */
class LineScanTest {

  private static final int EVENTS = 20_000;

  @TempDir private Path folder;

  @BeforeEach
  void fill() {
    try (LogStore store = LogStore.open(folder, LogOptions.standard().withSegmentBytes(2 << 20))) {
      Corpus.fill(store, EVENTS);
    }
  }

  @Test
  void aScanSeesEveryLineOfEverySegment() throws IOException {
    assertEquals(EVENTS, new LineScan().scan(LogFiles.of(folder), Long.MAX_VALUE));
    assertEquals(7, new LineScan().scan(LogFiles.of(folder), 7));
  }

  @Test
  void aChangedByteIsFound() throws IOException {
    Path file = LogFiles.of(folder).getFirst();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    assertThrows(
        IllegalStateException.class,
        () -> new LineScan().scan(LogFiles.of(folder), Long.MAX_VALUE));
  }

  @Test
  void aLineFeedIsFoundAtAnyPlace() {
    for (int at = 0; at < 40; at++) {
      byte[] bytes = new byte[40];
      Arrays.fill(bytes, (byte) 0x8a);
      bytes[at] = '\n';

      assertEquals(at, LineScan.lineEnd(bytes, 0, bytes.length));
      assertEquals(-1, LineScan.lineEnd(bytes, at + 1, bytes.length));
      assertEquals(-1, LineScan.lineEnd(bytes, 0, at));
    }
  }

  @Test
  void knownOffsetsLeadToTheLinesOfAStream() throws IOException {
    int stream = 1_234;
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    try (LogStore store = LogStore.open(folder);
        KnownOffsets offsets = new KnownOffsets(folder);
        var events = store.read(ReadRequest.stream(Workload.stream(stream)))) {
      for (int version = 1; version <= Corpus.STREAM_EVENTS; version++) {
        int length = offsets.read(Corpus.position(EVENTS, stream, version), buffer);

        byte[] line = (events.next() + "\n").getBytes(StandardCharsets.UTF_8);
        assertArrayEquals(line, Arrays.copyOf(buffer.array(), length));
      }
    }
  }
}
