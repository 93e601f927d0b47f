package dev.cairn.bench.parts;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.EventIds;
import dev.cairn.EventType;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.ReadRequest;
import dev.cairn.Version;
import dev.cairn.bench.contest.Corpus;
import dev.cairn.bench.contest.Folders;
import dev.cairn.bench.contest.LineEnvelope;
import dev.cairn.bench.contest.LogReads;
import dev.cairn.bench.contest.Workload;
import dev.cairn.log.Durability;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** The pieces of an append and of a read, on a store of 100,000 events. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class Parts {

  private static final int EVENTS = 100_000;
  private static final int BATCH = 100;
  private static final EventType TYPE = EventType.of(Workload.TYPE);

  private final SplittableRandom random = new SplittableRandom(3);
  private final byte[] data = Workload.DATA.getBytes(StandardCharsets.UTF_8);
  private final CRC32C crc = new CRC32C();
  private final LineEnvelope envelope = new LineEnvelope();
  private Path folder = Path.of("");

  /** JMH calls {@link #open} first. */
  @SuppressWarnings("NullAway.Init")
  private LogStore store;

  @SuppressWarnings("NullAway.Init")
  private LogReads reads;

  @SuppressWarnings("NullAway.Init")
  private LogStore unsynced;

  @SuppressWarnings("NullAway.Init")
  private List<Append.Entry> batch;

  private byte[] line = new byte[0];

  /** Runs all of them and prints JMH's table. */
  public static void run() throws RunnerException {
    var _ = new Runner(new OptionsBuilder().include(Parts.class.getName()).build()).run();
  }

  /** Makes the store. */
  @Setup
  public void open() throws IOException {
    folder = Files.createTempDirectory("cairn-parts");
    store = LogStore.open(folder);
    Corpus.fill(store, EVENTS);
    reads = new LogReads(store);
    unsynced =
        LogStore.open(
            folder.resolve("unsynced"),
            LogOptions.standard()
                .withDurability(Durability.mayLoseLatest(Durability.MayLoseLatest.WINDOW_MAX)));
    Payload payload = Payload.json(data);
    batch = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      batch.add(new Append.Entry(Workload.stream(i), NewEvent.of(TYPE, payload)));
    }
    try (var lines = Files.lines(folder.resolve("events.log"))) {
      line = lines.findFirst().orElseThrow().getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Deletes the store. */
  @TearDown
  public void close() throws IOException {
    store.close();
    unsynced.close();
    Folders.delete(folder);
  }

  /** Checks 256 bytes of JSON. */
  @Benchmark
  public Payload checkJson() {
    return Payload.json(data);
  }

  /** Makes an event with a new id, its data and metadata checked. */
  @Benchmark
  public NewEvent makeEvent() {
    return Workload.event();
  }

  /**
   * One event of a batch from its encoding to its place in the index, without a sync: the id is
   * new, the data were checked before.
   */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public AppendResult appendUnsynced() {
    batch.replaceAll(
        entry -> new Append.Entry(entry.stream(), entry.event().withId(EventIds.random())));
    return unsynced.append(Append.of(batch));
  }

  /** The checksum of a line. */
  @Benchmark
  public long checkSum() {
    crc.reset();
    crc.update(line, 0, line.length);
    return crc.getValue();
  }

  /** The envelope of a line, decoded by hand, with its checksum: the limit of reading one. */
  @Benchmark
  public LineEnvelope decodeByHand() {
    envelope.decode(line, 0, line.length);
    return envelope;
  }

  /** One event of a scan, with its envelope, and one thousandth of making the cursor. */
  @Benchmark
  @OperationsPerInvocation(1_000)
  public int readThousand() {
    return reads.scan(1_000);
  }

  /** The version of a stream, by the index. */
  @Benchmark
  public Version lookUpVersion() {
    return store.version(Workload.stream(random.nextInt(EVENTS / Corpus.STREAM_EVENTS)));
  }

  /** A stream of ten events that lie far from each other. */
  @Benchmark
  public int readStreamOfTen() {
    return reads.read(
        ReadRequest.stream(Workload.stream(random.nextInt(EVENTS / Corpus.STREAM_EVENTS))));
  }
}
