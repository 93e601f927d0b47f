package dev.cairn.bench;

import dev.cairn.bench.contest.Contest;
import dev.cairn.bench.contest.Corpus;
import dev.cairn.bench.contest.Crew;
import dev.cairn.bench.contest.EventReads;
import dev.cairn.bench.contest.Folders;
import dev.cairn.bench.contest.KnownOffsets;
import dev.cairn.bench.contest.LineScan;
import dev.cairn.bench.contest.LogAppender;
import dev.cairn.bench.contest.LogFiles;
import dev.cairn.bench.contest.LogReads;
import dev.cairn.bench.contest.Peer;
import dev.cairn.bench.contest.SqlReads;
import dev.cairn.bench.contest.Streams;
import dev.cairn.bench.contest.Workload;
import dev.cairn.bench.figures.Figure;
import dev.cairn.bench.figures.Spread;
import dev.cairn.log.LogStore;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * What a store of many events can do: space, opening, memory, scanning, random reads, and appending
 * beside a small one.
 */
final class LargeStore {

  /** Making the store, and its size. */
  static final List<String> FILL = List.of("fill", "disk");

  /** Reads that the peers do as well. */
  static final List<String> BESIDE_PEERS = List.of("scan", "random/1", "random/8");

  private static final List<String> OPEN = List.of("open/clean", "heap");

  /** All rows, in their order. */
  static final List<String> ROWS =
      Stream.of(FILL, BESIDE_PEERS, OPEN, List.of("growth/64", "open/killed"))
          .flatMap(List::stream)
          .toList();

  private static final long SMALL_EVENTS = 10_000;
  private static final int GROWTH_WRITERS = 64;
  private static final int LINE_BYTES_MAX = 1 << 16;
  private final Run run;
  private final long events;

  LargeStore(Run run) {
    this.run = run;
    this.events = run.sizes().events();
  }

  void measure() throws Exception {
    Path folder = run.work().resolve("large");
    run.step(FILL, () -> fill(folder));
    run.step("scan", () -> scan(folder));
    for (int readers : List.of(1, 8)) {
      run.step("random/" + readers, () -> random(folder, readers));
    }
    run.step(OPEN, () -> new Openings(run, folder).clean());
    run.step("growth/64", () -> growth(folder));
    run.step("open/killed", () -> new Openings(run, folder).killed());
  }

  private void fill(Path folder) throws Exception {
    long start = System.nanoTime();
    try (LogStore store = LogStore.open(folder)) {
      Corpus.fill(store, events);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    run.figures().add("fill", "batches-of-1000", "events/s", Spread.of(events / seconds));
    double lines = LogFiles.bytes(folder);
    double all = Folders.bytes(folder);
    run.figures().add("disk", "line", "bytes", Spread.of(lines / events));
    run.figures().add("disk", "all", "bytes an event", Spread.of(all / events));
    run.figures().add("disk", "ratio-line", "x", Spread.of(all / lines));
  }

  private void scan(Path folder) throws Exception {
    List<Path> files = LogFiles.of(folder);
    LineScan limit = new LineScan();
    long most = run.sizes().peerEvents();
    try (LogStore store = LogStore.open(folder)) {
      Contest contest =
          new Contest()
              .with("limit", time -> Crew.of(1).run(time, _ -> limit.scan(files, most)))
              .with(Contest.CAIRN, scanner(new LogReads(store), most));
      for (Peer peer : run.peers()) {
        contest.with(
            peer.name(),
            time -> {
              try (EventReads reads = new SqlReads(peer.reader())) {
                return scanner(reads, most).run(time);
              }
            });
      }
      run.hold(contest, "scan", "events/s");
    }
    bestPeer();
  }

  private static Contest.Runner scanner(EventReads reads, long most) {
    return time -> Crew.of(1).run(time, _ -> reads.scan(most));
  }

  /** The ratio to the fastest of the peers that are there. */
  private void bestPeer() {
    Optional<Spread> least =
        run.peers().stream()
            .flatMap(peer -> run.figures().find("scan", "ratio-" + peer.name()).stream())
            .map(Figure::value)
            .min(java.util.Comparator.comparingDouble(Spread::median));
    least.ifPresent(ratio -> run.figures().add("scan", "ratio-best-peer", "x", ratio));
  }

  private void random(Path folder, int readers) throws Exception {
    Crew crew = Crew.of(readers);
    try (LogStore store = LogStore.open(folder);
        KnownOffsets offsets = new KnownOffsets(folder)) {
      Contest contest =
          new Contest()
              .with("limit", time -> raw(crew, offsets).run(time))
              .with(
                  Contest.CAIRN,
                  time -> {
                    List<EventReads> each = new ArrayList<>();
                    for (int i = 0; i < readers; i++) {
                      each.add(new LogReads(store));
                    }
                    return streams(crew, each, events).run(time);
                  });
      for (Peer peer : run.peers()) {
        contest.with(
            peer.name(),
            time -> {
              List<EventReads> each = new ArrayList<>();
              try {
                for (int i = 0; i < readers; i++) {
                  each.add(new SqlReads(peer.reader()));
                }
                return streams(crew, each, run.sizes().peerEvents()).run(time);
              } finally {
                for (EventReads reads : each) {
                  reads.close();
                }
              }
            });
      }
      run.hold(contest, "random/" + readers, "streams/s");
    }
  }

  private static SplittableRandom[] randoms(int workers) {
    SplittableRandom[] randoms = new SplittableRandom[workers];
    for (int i = 0; i < workers; i++) {
      randoms[i] = new SplittableRandom(i);
    }
    return randoms;
  }

  private static Contest.Runner streams(Crew crew, List<EventReads> each, long events) {
    SplittableRandom[] randoms = randoms(crew.workers());
    int streams = (int) (events / Corpus.STREAM_EVENTS);
    return time ->
        crew.run(
            time,
            worker -> {
              String name = Workload.name(randoms[worker].nextInt(streams));
              if (each.get(worker).stream(name) != Corpus.STREAM_EVENTS) {
                throw new IllegalStateException("stream %s is not whole".formatted(name));
              }
              return 1;
            });
  }

  private Contest.Runner raw(Crew crew, KnownOffsets offsets) {
    SplittableRandom[] randoms = randoms(crew.workers());
    ByteBuffer[] buffers = new ByteBuffer[crew.workers()];
    for (int i = 0; i < buffers.length; i++) {
      buffers[i] = ByteBuffer.allocateDirect(LINE_BYTES_MAX);
    }
    return time ->
        crew.run(
            time,
            worker -> {
              long stream = randoms[worker].nextLong(events / Corpus.STREAM_EVENTS);
              for (int version = 1; version <= Corpus.STREAM_EVENTS; version++) {
                int _ = offsets.read(Corpus.position(events, stream, version), buffers[worker]);
              }
              return 1;
            });
  }

  private void growth(Path folder) throws Exception {
    Path small = run.work().resolve("small");
    try (LogStore store = LogStore.open(small)) {
      Corpus.fill(store, SMALL_EVENTS);
    }
    try (LogAppender few = new LogAppender(small, 1);
        LogAppender many = new LogAppender(folder, 1)) {
      Contest contest =
          new Contest()
              .with("small", grown(few, SMALL_EVENTS))
              .with(Contest.CAIRN, grown(many, events));
      run.hold(contest, "growth/64", "events/s");
    }
  }

  private static Contest.Runner grown(LogAppender appender, long events) {
    int streams = (int) (events / Corpus.STREAM_EVENTS);
    return new Streams(GROWTH_WRITERS, streams, Corpus.STREAM_EVENTS)
        .runner(Crew.of(GROWTH_WRITERS), appender);
  }
}
