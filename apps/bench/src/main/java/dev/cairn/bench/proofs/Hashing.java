package dev.cairn.bench.proofs;

import dev.cairn.Append;
import dev.cairn.Cursor;
import dev.cairn.EventType;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.bench.contest.Contest;
import dev.cairn.bench.contest.Contest.Pace;
import dev.cairn.bench.contest.Crew;
import dev.cairn.bench.contest.Workload;
import dev.cairn.bench.figures.Figures;
import dev.cairn.bench.figures.Spread;
import dev.cairn.log.LogLine;
import dev.cairn.log.LogStore;
import dev.cairn.merkle.TileWriter;
import dev.cairn.proofs.internal.LeafHashes;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Leaves and nodes of lines of 300 bytes that are in memory, beside bare digests of as many bytes:
 * time and memory for each event.
 */
final class Hashing {

  static final String ROW = "hash";

  private static final int EVENTS = 20_000;
  private static final int STREAMS = 1_000;
  private static final int STREAMS_MAX = 1 << 13;
  private static final EventType TYPE = EventType.of(Workload.TYPE);

  /** A line has 300 bytes with them. */
  private static final Payload DATA =
      Payload.json("{\"reference\":\"%s\"}".formatted("r".repeat(46)));

  private static final double NANOS = 1e9;

  private final List<LogLine> lines = new ArrayList<>(EVENTS);
  private final List<byte[]> bytes = new ArrayList<>(EVENTS);

  /** An event whose line has 300 bytes. */
  static NewEvent event() {
    return NewEvent.of(TYPE, DATA);
  }

  /** Makes the lines in a store of that folder. */
  Hashing(Path folder) {
    try (LogStore store = LogStore.open(folder)) {
      fill(store);
      try (Cursor<RecordedEvent> events = store.read(ReadRequest.all())) {
        while (events.hasNext()) {
          LogLine line = (LogLine) events.next();
          lines.add(line);
          bytes.add(line.toString().getBytes(StandardCharsets.UTF_8));
        }
      }
    }
  }

  private static void fill(LogStore store) {
    List<Append.Entry> entries = new ArrayList<>(STREAMS);
    for (int i = 0; i < EVENTS; i++) {
      entries.add(new Append.Entry(Workload.stream(i % STREAMS), event()));
      if (entries.size() == STREAMS) {
        var _ = store.append(Append.of(entries));
        entries.clear();
      }
    }
  }

  /** The bytes of a line. */
  int lineBytes() {
    return bytes.getLast().length;
  }

  void measure(Pace pace, Figures figures) throws Exception {
    Crew one = Crew.of(1);
    BareDigests digests = new BareDigests();
    new Contest()
        .with("limit", time -> one.run(time, _ -> bare(digests)))
        .with(Contest.CAIRN, time -> one.run(time, _ -> tree()))
        .hold(pace, ROW, "events/s", figures);
    Spread rate = figures.find(ROW, Contest.CAIRN).orElseThrow().value();
    Spread nanos =
        new Spread(NANOS / rate.median(), NANOS / rate.high(), NANOS / rate.low(), rate.samples());
    figures.add(ROW, "nanos", "ns each", nanos);
    figures.add(ROW, "allocated", "B each", Spread.of(allocated()));
  }

  private int bare(BareDigests digests) {
    for (byte[] line : bytes) {
      digests.line(line, 0, line.length);
    }
    return EVENTS;
  }

  private int tree() {
    return hash(leaves(), new TileWriter((_, _) -> {}));
  }

  private static LeafHashes leaves() {
    return new LeafHashes(
        STREAMS_MAX,
        (stream, version) -> {
          throw new IllegalStateException("all streams are remembered: " + stream + version);
        });
  }

  private int hash(LeafHashes leaves, TileWriter tree) {
    for (LogLine line : lines) {
      tree.append(leaves.next(line), 0);
    }
    return EVENTS;
  }

  /** The bytes that an event takes from the heap when the tables have their size. */
  private double allocated() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    LeafHashes leaves = leaves();
    TileWriter tree = new TileWriter((_, _) -> {});
    int _ = hash(leaves, tree);
    long before = threads.getCurrentThreadAllocatedBytes();
    int events = hash(leaves, tree);
    return (double) (threads.getCurrentThreadAllocatedBytes() - before) / events;
  }
}
