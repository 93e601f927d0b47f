package dev.cairn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.ExpectedVersion;
import dev.cairn.MissingStoreException;
import dev.cairn.NewEvent;
import dev.cairn.StreamId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines as they stand in the files, from anywhere on, past whatever is damaged. */
final class LogLinesTest {

  private static final int EVENTS = 200;
  private static final LogOptions OPTIONS =
      LogOptions.standard().withSegmentBytes(8 << 10).withBackground(Runnable::run);

  @TempDir Path folder;

  @BeforeEach
  void append() {
    try (LogStore store = LogStore.open(folder, OPTIONS)) {
      for (int i = 0; i < EVENTS; i++) {
        store.append(
            Append.to(
                StreamId.of("account-" + i % 3),
                ExpectedVersion.any(),
                NewEvent.of("Happened", "{\"n\":%d}".formatted(i))));
      }
    }
  }

  private LogLines lines(LogLines.Place from) {
    return LogLines.open(folder, OPTIONS, from);
  }

  /** The positions of the lines; 0 for one that is not sound. */
  private List<Long> positions(LogLines.Place from) {
    List<Long> positions = new ArrayList<>();
    try (LogLines lines = lines(from)) {
      while (lines.next()) {
        positions.add(lines.isSound() ? lines.event().position().sequence() : 0L);
      }
    }
    return positions;
  }

  private static List<Long> upTo(long from) {
    return LongStream.rangeClosed(from, EVENTS).boxed().toList();
  }

  @Test
  void allLinesGoByAndFromAnyPlaceOnTheRest() {
    assertEquals(upTo(1), positions(LogLines.Place.START));
    try (LogLines lines = lines(LogLines.Place.START)) {
      String id = lines.id().toString().replace("-", "");
      assertEquals("cairn/" + id.substring(14), lines.origin());
      while (lines.next()) {
        assertTrue(lines.isDurable());
        long next = lines.event().position().sequence() + 1;
        assertEquals(upTo(next), positions(lines.place()), () -> lines.place().toString());
      }
    }
  }

  @Test
  void whatIsDamagedIsALineThatIsNotSound() throws IOException {
    Path sealed = folder.resolve("events.00000000000000000001.log");
    String text = Files.readString(sealed);
    Files.writeString(sealed, text.replace("\"n\":7", "\"n\":8"));
    List<Long> expected = new ArrayList<>(upTo(1));
    expected.set(7, 0L);
    assertEquals(expected, positions(LogLines.Place.START));
    try (LogLines lines = lines(LogLines.Place.START)) {
      do {
        assertTrue(lines.next());
      } while (lines.isSound());
      assertEquals(sealed, lines.file());
      assertEquals(8, lines.line());
      assertEquals(text.indexOf("{\"position\":8,"), lines.from());
      assertEquals(text.indexOf("{\"position\":9,"), lines.to());
      assertThrows(IllegalStateException.class, lines::event);
    }
  }

  @Test
  void whatIsBehindTheDurableEndIsShownAsSuch() throws IOException {
    Path active = folder.resolve("events.log");
    Files.writeString(active, Files.readString(active) + "torn\n\n\n");
    try (LogLines lines = lines(LogLines.Place.START)) {
      for (int i = 0; i < EVENTS; i++) {
        assertTrue(lines.next());
      }
      assertTrue(lines.next());
      assertFalse(lines.isDurable());
      assertFalse(lines.isSound());
      assertFalse(lines.next(), "filler is no line");
    }
  }

  @Test
  void whereThereIsNoStoreThereAreNoLines() {
    Path nothing = folder.resolve("nothing");
    assertThrows(
        MissingStoreException.class, () -> LogLines.open(nothing, OPTIONS, LogLines.Place.START));
    assertThrows(IllegalArgumentException.class, () -> new LogLines.Place(0, 0, 0, 1));
  }
}
