package dev.cairn.bench;

import dev.cairn.Append;
import dev.cairn.ExpectedVersion;
import dev.cairn.Filter;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.Query;
import dev.cairn.ReadRequest;
import dev.cairn.StreamId;
import dev.cairn.Tag;
import dev.cairn.bench.contest.Appender;
import dev.cairn.bench.contest.Contest;
import dev.cairn.bench.contest.Crew;
import dev.cairn.bench.contest.Folders;
import dev.cairn.bench.contest.LogAppender;
import dev.cairn.bench.contest.LogReads;
import dev.cairn.bench.contest.Streams;
import dev.cairn.bench.contest.Workload;
import dev.cairn.log.LogStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Queries by tag, and appends whose condition is one: Dynamic Consistency Boundaries. */
final class Tagged {

  /** The rows, in their order. */
  static final List<String> ROWS = List.of("query-tag/1", "conditional/64");

  private static final int BOUNDARIES = 10_000;
  private static final int APPEND_EVENTS = 1_000;
  private static final int WRITERS = 64;

  private final Run run;

  Tagged(Run run) {
    this.run = run;
  }

  void measure() throws Exception {
    run.step(
        ROWS,
        () -> {
          Path folder = Files.createDirectory(run.work().resolve("tagged"));
          try (LogStore store = LogStore.open(folder.resolve("log"));
              LogAppender plain = new LogAppender(folder.resolve("plain"), 1)) {
            Conditional conditional = new Conditional(store, fill(store));
            query(new LogReads(store));
            Crew crew = Crew.of(WRITERS);
            Contest contest =
                new Contest()
                    .with("expected-version", runner(crew, plain))
                    .with(Contest.CAIRN, runner(crew, conditional));
            run.hold(contest, ROWS.getLast(), "events/s");
          } finally {
            Folders.delete(folder);
          }
        });
  }

  private void query(LogReads reads) throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    Crew.Turn turn =
        _ -> {
          Filter filter = Filter.matching(Query.tags(tag(random.nextInt(BOUNDARIES))));
          int _ = reads.read(ReadRequest.log(filter));
          return 1;
        };
    Contest contest = new Contest().with(Contest.CAIRN, time -> Crew.of(1).run(time, turn));
    run.hold(contest, ROWS.getFirst(), "queries/s");
  }

  private static Contest.Runner runner(Crew crew, Appender appender) {
    return new Streams(crew.workers(), BOUNDARIES, 0).runner(crew, appender);
  }

  private static Tag tag(int boundary) {
    return Tag.of("account:" + boundary);
  }

  private static NewEvent event(int boundary) {
    return Workload.event().withTags(tag(boundary));
  }

  /** Fills the store and returns the last position of each boundary. */
  private Position[] fill(LogStore store) {
    Position[] last = new Position[BOUNDARIES];
    StreamId stream = StreamId.of("transfers");
    for (int i = 0; i < run.sizes().tagged(); i += APPEND_EVENTS) {
      List<NewEvent> events = new ArrayList<>();
      for (int n = i; n < i + APPEND_EVENTS; n++) {
        events.add(event(n % BOUNDARIES));
      }
      long first =
          store.append(Append.to(stream, ExpectedVersion.any(), events)).first().sequence();
      for (int n = 0; n < APPEND_EVENTS; n++) {
        last[(i + n) % BOUNDARIES] = Position.of(first + n);
      }
    }
    return last;
  }

  /**
   * Appends an event unless the boundary has one behind the last that is known; the stream's number
   * is the boundary's. Each boundary belongs to one worker.
   */
  private static final class Conditional implements Appender {

    private final LogStore store;
    private final Position[] last;

    Conditional(LogStore store, Position[] last) {
      this.store = store;
      this.last = last;
    }

    @Override
    public int batch() {
      return 1;
    }

    @Override
    public void append(int boundary, long version) {
      Append append =
          Append.to(Workload.stream(boundary), ExpectedVersion.any(), event(boundary))
              .failIfEventsMatch(Query.tags(tag(boundary)), last[boundary]);
      last[boundary] = store.append(append).last();
    }

    @Override
    public void close() {}
  }
}
