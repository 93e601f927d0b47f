package dev.cairn.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.EventReader;
import dev.cairn.EventType;
import dev.cairn.ExpectedVersion;
import dev.cairn.Filter;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.Query;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.RequestKey;
import dev.cairn.StreamId;
import dev.cairn.Tag;
import dev.cairn.Version;
import dev.cairn.testkit.SeededRandom;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A log of many small segments answers like a list of its events, whichever indexes are there,
 * missing, or damaged.
 */
final class LogIndexTest {

  private static final int EVENTS = 1_500;
  private static final int STREAMS = 40;
  private static final LogOptions SMALL =
      LogOptions.standard().withSegmentBytes(32 << 10).withBackground(Runnable::run);

  @TempDir Path temp;
  private Path folder = Path.of("");
  private List<RecordedEvent> all = List.of();
  private final List<RequestKey> requests = new ArrayList<>();

  @BeforeEach
  void fill() {
    folder = temp.resolve("store");
    SeededRandom random = new SeededRandom(7);
    try (LogStore store = LogStore.open(folder, SMALL)) {
      for (int i = 0; i < EVENTS / 3; i++) {
        RequestKey request = RequestKey.of("request-" + i, new byte[] {(byte) i});
        requests.add(request);
        StreamId stream =
            StreamId.of("c%d-%d".formatted(random.nextInt(3), random.nextInt(STREAMS)));
        store.append(Append.to(stream, ExpectedVersion.any(), events(random)).forRequest(request));
      }
      all = Stores.all(store);
    }
    assertEquals(EVENTS, all.size());
  }

  private static List<NewEvent> events(SeededRandom random) {
    List<NewEvent> events = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      NewEvent event = NewEvent.of("Type" + random.nextInt(4), "{\"n\":%d}".formatted(i));
      events.add(
          random.nextInt(2) == 0
              ? event
              : event.withTags(
                  Tag.of("a:" + random.nextInt(5)), Tag.of("b:" + random.nextInt(50))));
    }
    return events;
  }

  @Test
  void everyQuestionGetsTheAnswerOfAList() {
    try (LogStore store = LogStore.open(folder, SMALL);
        LogReader reader = LogReader.open(folder, SMALL)) {
      answersLikeAList(store);
      answersLikeAList(reader);
    }
  }

  @Test
  void itDoesSoWithoutItsIndexesAndMakesThemAnew() throws IOException {
    int saved = indexes().size();
    assertTrue(saved >= 10, "segments: " + saved);
    for (Path index : indexes()) {
      Files.delete(index);
    }
    try (LogReader reader = LogReader.open(folder, SMALL)) {
      answersLikeAList(reader);
    }
    assertEquals(List.of(), indexes());
    try (LogStore store = LogStore.open(folder, SMALL)) {
      answersLikeAList(store);
    }
    assertTrue(indexes().size() >= saved - 1, "saved again: " + indexes().size());
  }

  @Test
  void aBitThatFlipsInAnIndexChangesNoAnswer() throws IOException {
    Path index = indexes().get(2);
    byte[] sound = Files.readAllBytes(index);
    SeededRandom random = new SeededRandom(11);
    for (int block = 0; block < sound.length; block += 997) {
      byte[] harmed = sound.clone();
      harmed[block] ^= (byte) (1 << random.nextInt(8));
      Files.write(index, harmed);
      try (LogReader reader = LogReader.open(folder, SMALL)) {
        answersLikeAList(reader);
      }
    }
    try (LogStore store = LogStore.open(folder, SMALL)) {
      answersLikeAList(store);
    }
  }

  @Test
  void anIndexThatWasCutOrEmptiedIsMadeAnew() throws IOException {
    Path index = indexes().get(1);
    byte[] sound = Files.readAllBytes(index);
    for (int length : List.of(0, 1, 95, 96, 97, sound.length / 2, sound.length - 1)) {
      Files.write(index, java.util.Arrays.copyOf(sound, length));
      try (LogStore store = LogStore.open(folder, SMALL)) {
        answersLikeAList(store);
      }
      assertArrayEquals(sound, Files.readAllBytes(index), "length " + length);
    }
  }

  @Test
  void aSubscriptionByQueryMissesNothing() throws InterruptedException {
    Query query = Query.tags(Tag.of("a:1"));
    List<Position> expected = positions(Filter.matching(query), 0);
    try (LogStore store = LogStore.open(folder, SMALL);
        var subscription = store.subscribe(Filter.matching(query), Position.START)) {
      List<Position> seen = new ArrayList<>();
      while (subscription.position().compareTo(store.head()) < 0) {
        subscription
            .next(7, java.time.Duration.ZERO)
            .events()
            .forEach(event -> seen.add(event.position()));
      }
      assertEquals(expected, seen);
    }
  }

  private List<Path> indexes() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("index"))) {
      return files.filter(file -> file.toString().endsWith(".index")).sorted().toList();
    }
  }

  private List<Position> positions(Filter filter, int after) {
    return all.stream().skip(after).filter(filter::matches).map(RecordedEvent::position).toList();
  }

  private void answersLikeAList(EventReader reader) {
    for (Filter filter : filters()) {
      for (int after : List.of(0, 1, 700, EVENTS)) {
        List<Position> expected = positions(filter, after);
        var request = ReadRequest.log(filter).after(Position.of(after));
        assertEquals(expected, read(reader, request), () -> filter + " after " + after);
        List<Position> reversed = new ArrayList<>(expected);
        Collections.reverse(reversed);
        assertEquals(reversed, read(reader, request.backwards()), filter::toString);
      }
    }
    streams(reader);
    ids(reader);
  }

  private static List<Position> read(EventReader reader, ReadRequest request) {
    try (var cursor = reader.read(request)) {
      return cursor.toList().stream().map(RecordedEvent::position).toList();
    }
  }

  private static List<Filter> filters() {
    return List.of(
        Filter.everything(),
        Filter.category("c1"),
        Filter.category("none"),
        Filter.stream(StreamId.of("c2-7")),
        Filter.matching(Query.types(EventType.of("Type2"))),
        Filter.matching(Query.types(EventType.of("Type0"), EventType.of("Type3"))),
        Filter.matching(Query.tags(Tag.of("a:3"), Tag.of("b:7"))),
        Filter.matching(
            Query.of(Set.of(EventType.of("Type1")), Set.of(Tag.of("a:2")))
                .or(Query.tags(Tag.of("b:11")))
                .or(Query.types(EventType.of("None")))));
  }

  private void streams(EventReader reader) {
    try (var cursor = reader.streams()) {
      List<String> found =
          cursor.toList().stream()
              .map(info -> info.stream() + " " + info.version() + " " + info.last())
              .toList();
      List<String> expected =
          all.stream()
              .filter(event -> event.version().equals(Version.of(1)))
              .map(event -> {
                List<Position> of = positions(Filter.stream(event.stream()), 0);
                return event.stream() + " " + of.size() + " " + of.getLast();
              })
              .toList();
      assertEquals(expected, found);
    }
    StreamId stream = all.getLast().stream();
    List<Position> of = positions(Filter.stream(stream), 0);
    assertEquals(Version.of(of.size()), reader.version(stream));
    assertEquals(Version.NONE, reader.version(StreamId.of("nobody")));
    for (int from = 1; from <= of.size(); from += 5) {
      assertEquals(
          of.subList(from - 1, of.size()),
          read(reader, ReadRequest.stream(stream).from(Version.of(from))));
    }
  }

  private void ids(EventReader reader) {
    for (int i = 0; i < EVENTS; i += 101) {
      RecordedEvent event = all.get(i);
      try (var found = reader.find(event.id())) {
        assertEquals(
            List.of(event.position()),
            found.toList().stream().map(RecordedEvent::position).toList());
      }
    }
    try (var found = reader.find(new UUID(1, 2))) {
      assertEquals(List.of(), found.toList());
    }
    for (int i = 0; i < requests.size(); i += 37) {
      assertEquals(Position.of(3L * i + 1), reader.find(requests.get(i)).orElseThrow().first());
    }
    assertTrue(reader.find(RequestKey.of("none", "x".getBytes(StandardCharsets.UTF_8))).isEmpty());
  }
}
