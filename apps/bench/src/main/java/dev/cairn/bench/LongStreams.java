package dev.cairn.bench;

import dev.cairn.StreamId;
import dev.cairn.bench.contest.Contest;
import dev.cairn.bench.contest.Corpus;
import dev.cairn.bench.contest.Crew;
import dev.cairn.bench.contest.EventReads;
import dev.cairn.bench.contest.Folders;
import dev.cairn.bench.contest.LineScan;
import dev.cairn.bench.contest.LogFiles;
import dev.cairn.bench.contest.LogReads;
import dev.cairn.bench.contest.Peer;
import dev.cairn.bench.contest.SqlReads;
import dev.cairn.log.LogStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reading one stream of 100, of 10,000 and of many events, each beside a scan of its lines. */
final class LongStreams {

  /** What the name of each row begins with. */
  static final String PREFIX = "stream/";

  private static final List<Integer> SHORTER = List.of(100, 10_000);

  /** The goals are for a stream of this length. */
  private static final int GOAL_EVENTS = 1_000_000;

  private final Run run;

  LongStreams(Run run) {
    this.run = run;
  }

  /** The rows, in their order. */
  static List<String> rows(Sizes sizes) {
    return Stream.concat(SHORTER.stream(), Stream.of(sizes.longStream()))
        .map(events -> PREFIX + events)
        .toList();
  }

  void measure() throws Exception {
    for (int events : SHORTER) {
      one(events, List.of());
    }
    int longest = run.sizes().longStream();
    one(longest, run.peers());
    if (longest < GOAL_EVENTS) {
      run.figures()
          .skip(PREFIX + GOAL_EVENTS, "a quick run reads a stream of " + longest + " events");
    }
  }

  private void one(int events, List<Peer> peers) throws Exception {
    String row = PREFIX + events;
    run.step(
        row,
        () -> {
          Path folder = Files.createDirectory(run.work().resolve("stream"));
          try (LogStore store = LogStore.open(folder)) {
            String name = "ledger-0";
            Corpus.fillStream(store, StreamId.of(name), events);
            List<Path> files = LogFiles.of(folder);
            LineScan limit = new LineScan();
            Contest contest =
                new Contest()
                    .with("limit", time -> Crew.of(1).run(time, _ -> limit.scan(files, events)))
                    .with(Contest.CAIRN, runner(new LogReads(store), name));
            for (Peer peer : peers) {
              contest.with(
                  peer.name(),
                  time -> {
                    try (EventReads reads = new SqlReads(peer.reader())) {
                      return runner(reads, name).run(time);
                    }
                  });
            }
            run.hold(contest, row, "events/s");
          } finally {
            Folders.delete(folder);
          }
        });
  }

  private static Contest.Runner runner(EventReads reads, String stream) {
    return time -> Crew.of(1).run(time, _ -> reads.stream(stream));
  }
}
