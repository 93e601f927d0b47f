package dev.cairn.testkit;

import static dev.cairn.testkit.StoreUnderTest.all;
import static dev.cairn.testkit.StoreUnderTest.read;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cairn.Append;
import dev.cairn.AppendRefusedException;
import dev.cairn.AppendResult;
import dev.cairn.AsOf;
import dev.cairn.EventRecord;
import dev.cairn.EventStore;
import dev.cairn.ExpectedVersion;
import dev.cairn.Limits;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.ReadRequest;
import dev.cairn.RequestKey;
import dev.cairn.Version;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Random appends and reads, done to the store and to the in-memory model beside it: both must
 * answer the same. Positions need not be the same numbers, so they are compared by their place.
 */
interface ModelConformance extends StoreUnderTest {

  int RUNS = 3;
  int STEPS = 150;

  @Test
  default void theStoreAnswersLikeTheModel() {
    SeededRandom.forEachSeed(
        RUNS,
        random -> {
          try (EventStore store = storeWith(Limits.DEFAULT);
              EventStore model = new InMemoryEventStore(clock())) {
            new Comparison(random, clock(), store, model).run();
          }
        });
  }

  /** One run: the store, the model, and how a place in one is found in the other. */
  final class Comparison {

    private final SeededRandom random;
    private final RandomEvents events;
    private final VirtualClock clock;
    private final EventStore store;
    private final EventStore model;

    Comparison(SeededRandom random, VirtualClock clock, EventStore store, EventStore model) {
      this.random = random;
      this.events = new RandomEvents(random);
      this.clock = clock;
      this.store = store;
      this.model = model;
    }

    void run() {
      for (int step = 0; step < STEPS; step++) {
        clock.advance(Duration.ofMillis(random.nextInt(-5, 10)));
        append();
        compareReads();
      }
      assertEquals(placed(all(model), all(model)), placed(all(store), all(store)));
    }

    private void append() {
      Append bare = entries();
      int place = random.nextInt(all(model).size() + 1);
      boolean query = random.percent(30);
      Append forStore = bare;
      Append forModel = bare;
      if (query) {
        var forbidden = events.query();
        forStore = bare.failIfEventsMatch(forbidden, position(store, place));
        forModel = bare.failIfEventsMatch(forbidden, position(model, place));
      }
      Optional<AppendResult> actual = outcome(store, forStore);
      if (actual.isEmpty() && query && !store.exactQueries()) {
        return;
      }
      Optional<AppendResult> expected = outcome(model, forModel);
      assertEquals(expected.map(AppendResult::versions), actual.map(AppendResult::versions));
      assertEquals(expected.map(AppendResult::repeated), actual.map(AppendResult::repeated));
    }

    private Append entries() {
      Append append = Append.of(List.of());
      int streams = 1 + random.nextInt(3);
      for (int i = 0; i < streams; i++) {
        var stream = events.stream();
        List<NewEvent> fresh = random.percent(90) ? events.events(3) : List.of(repeated());
        append = append.and(stream, expected(model.version(stream)), fresh);
      }
      return random.percent(20)
          ? append.forRequest(RequestKey.of("r" + random.nextInt(5), new byte[random.nextInt(2)]))
          : append;
    }

    /** An event whose id may be in use. */
    private NewEvent repeated() {
      List<EventRecord> known = all(model);
      UUID id = known.isEmpty() ? new UUID(0, 0) : random.oneOf(known).id();
      return events.event().withId(id);
    }

    private ExpectedVersion expected(Version actual) {
      return switch (random.nextInt(10)) {
        case 0 -> ExpectedVersion.noStream();
        case 1 -> ExpectedVersion.streamExists();
        case 2 -> ExpectedVersion.exactly(actual.next());
        case 3, 4, 5 -> ExpectedVersion.exactly(actual);
        default -> ExpectedVersion.any();
      };
    }

    private static Optional<AppendResult> outcome(EventStore store, Append append) {
      try {
        return Optional.of(store.append(append));
      } catch (AppendRefusedException e) {
        return Optional.empty();
      }
    }

    private void compareReads() {
      int after = random.nextInt(all(model).size() + 1);
      int asOf = random.nextInt(all(model).size() + 1);
      long limit = random.percent(50) ? ReadRequest.UNLIMITED : random.nextInt(5);
      boolean backwards = random.nextBoolean();
      var filter = events.filter();
      ReadRequest.OfLog log = ReadRequest.log(filter).limit(limit);
      compare(
          directed(log.after(position(store, after)), backwards)
              .asOf(AsOf.position(position(store, asOf))),
          directed(log.after(position(model, after)), backwards)
              .asOf(AsOf.position(position(model, asOf))));

      ReadRequest.OfStream stream =
          ReadRequest.stream(events.stream())
              .from(Version.of(random.nextInt(4)))
              .to(random.percent(50) ? Version.LATEST : Version.of(random.nextInt(10)))
              .limit(limit)
              .asOf(AsOf.time(clock.instant().minusMillis(random.nextInt(50))));
      ReadRequest request = backwards ? stream.backwards() : stream;
      compare(request, request);
    }

    private static ReadRequest.OfLog directed(ReadRequest.OfLog log, boolean backwards) {
      return backwards ? log.backwards() : log;
    }

    private void compare(ReadRequest ofStore, ReadRequest ofModel) {
      assertEquals(
          placed(read(model, ofModel), all(model)),
          placed(read(store, ofStore), all(store)),
          ofStore::toString);
    }

    /** The position of an event by its place in the log; 0 is before all. */
    private static Position position(EventStore of, int place) {
      return place == 0 ? Position.START : all(of).get(place - 1).position();
    }

    /** The events with their places, from 1, for positions. */
    private static List<EventRecord> placed(List<EventRecord> events, List<EventRecord> all) {
      List<Position> positions = all.stream().map(EventRecord::position).toList();
      return events.stream()
          .map(event ->
              new EventRecord(
                  Position.of(positions.indexOf(event.position()) + 1L),
                  event.stream(),
                  event.version(),
                  event.id(),
                  event.type(),
                  event.schema(),
                  event.timestamp(),
                  event.tags(),
                  event.data(),
                  event.metadata()))
          .toList();
    }
  }
}
