package dev.cairn.log.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.EventType;
import dev.cairn.NewEvent;
import dev.cairn.StreamId;
import dev.cairn.testkit.RandomEvents;
import dev.cairn.testkit.SeededRandom;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class LogEventTest {

  private static final StreamId STREAM = StreamId.of("account-1");

  private static byte[] line(String type, StreamId stream) {
    return Lines.of(stream, List.of(NewEvent.of(type, "{}")), 1, 1, 0);
  }

  @Test
  void everyPartIsWhatWasWrittenWhateverWasReadBefore() {
    SeededRandom.forEachSeed(
        300,
        random -> {
          RandomEvents events = new RandomEvents(random);
          RecentNames names = new RecentNames();
          for (int i = 1; i <= 20; i++) {
            NewEvent written = events.event();
            StreamId stream = events.stream();
            long micros = random.nextLong(1L << 50);
            byte[] line = Lines.of(stream, List.of(written), i, i, micros);

            LogEvent read = LogEvent.parse(line, names);
            assertEquals(LogEvent.parse(line), read);
            assertEquals(stream, read.stream());
            assertEquals(written.type(), read.type());
            assertEquals(written.id(), read.id());
            assertEquals(micros, read.micros());
            assertEquals(written.tags(), read.tags());
            assertEquals(written.schema(), read.schema());
            assertEquals(written.data(), read.data());
            assertEquals(written.metadata(), read.metadata());
          }
        });
  }

  @Test
  void aNameThatComesAgainIsNotMadeAgain() {
    RecentNames names = new RecentNames();
    LogEvent first = LogEvent.parse(line("Opened", STREAM), names);
    LogEvent second = LogEvent.parse(line("Opened", STREAM), names);

    assertSame(first.type(), second.type());
    assertSame(first.stream(), second.stream());
  }

  @Test
  void moreTypesThanAreRememberedAreReadRight() {
    RecentNames names = new RecentNames();
    for (int i = 0; i < 5 * RecentNames.TYPES_MAX; i++) {
      String type = "Type" + i % (2 * RecentNames.TYPES_MAX);
      assertEquals(EventType.of(type), LogEvent.parse(line(type, STREAM), names).type());
    }
  }

  @Test
  void anIdInAnotherSpellingIsRead() {
    String body = Lines.body(line("Opened", STREAM));
    for (String id : List.of("01990000-0000-7000-8000-00000000000A", "1-1-1-1-1")) {
      LogEvent event =
          LogEvent.parse(
              Lines.withBody(body.replaceFirst("\"id\":\"[^\"]*\"", "\"id\":\"" + id + "\"")));
      assertEquals(UUID.fromString(id), event.id());
    }
  }

  @Test
  void aNameThatIsNoneIsRefused() {
    String body = Lines.body(line("Opened", STREAM));
    for (String wrong : List.of("", "\\u0007")) {
      byte[] type = Lines.withBody(body.replace("Opened", wrong));
      byte[] stream = Lines.withBody(body.replace("account-1", wrong));
      assertThrows(IllegalArgumentException.class, () -> LogEvent.parse(type));
      assertThrows(IllegalArgumentException.class, () -> LogEvent.parse(stream, new RecentNames()));
    }
  }
}
