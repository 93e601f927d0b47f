package dev.cairn.bench.contest;

import dev.cairn.Append;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Version;
import dev.cairn.bench.figures.Histogram;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Cairn: appends under an expected version. */
public final class LogAppender implements Appender {

  private final LogStore store;
  private final int batch;

  /** Opens a store with the standard options. */
  public LogAppender(Path folder, int batch) {
    this(folder, batch, LogOptions.standard());
  }

  /** Opens a store. */
  public LogAppender(Path folder, int batch, LogOptions options) {
    this.store = LogStore.open(folder, options);
    this.batch = batch;
  }

  /** The bytes that one append of so many events writes. */
  public static int appendBytes(Path folder, int batch) throws Exception {
    try (LogAppender appender = new LogAppender(folder, batch)) {
      appender.append(Workload.STREAMS / 2, 0);
    }
    return logBytes(folder);
  }

  private static int logBytes(Path folder) throws IOException {
    return (int) Files.size(folder.resolve("events.log"));
  }

  /** The store, for those who read it meanwhile. */
  public LogStore log() {
    return store;
  }

  @Override
  public int batch() {
    return batch;
  }

  @Override
  public void append(int stream, long version) {
    var _ = store.append(append(stream, version, batch));
  }

  private static Append append(int stream, long version, int batch) {
    List<NewEvent> events = new ArrayList<>(batch);
    for (int i = 0; i < batch; i++) {
      events.add(Workload.event());
    }
    return Append.to(Workload.stream(stream), ExpectedVersion.exactly(Version.of(version)), events);
  }

  /** A contender: one thread hands over single appends, at most so many unanswered. */
  public Contest.Runner async(int inFlight) {
    Streams streams = new Streams(1, Workload.STREAMS, 0);
    return time -> runAsync(streams, inFlight, time);
  }

  private Sample runAsync(Streams streams, int inFlight, Duration time) throws Exception {
    Semaphore free = new Semaphore(inFlight);
    Histogram nanos = new Histogram();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Appender async = new Async(free, nanos, failure);
    long start = System.nanoTime();
    long end = start + time.toNanos();
    while (System.nanoTime() < end) {
      free.acquire();
      streams.append(0, async);
    }
    free.acquire(inFlight);
    if (failure.get() != null) {
      throw new IllegalStateException("an append failed", failure.get());
    }
    return new Sample(nanos.count() * 1e9 / (System.nanoTime() - start), nanos);
  }

  /** Hands over and does not wait. */
  private final class Async implements Appender {

    private final Semaphore free;
    private final Histogram nanos;
    private final AtomicReference<@Nullable Throwable> failure;

    Async(Semaphore free, Histogram nanos, AtomicReference<@Nullable Throwable> failure) {
      this.free = free;
      this.nanos = nanos;
      this.failure = failure;
    }

    @Override
    public int batch() {
      return 1;
    }

    @Override
    public void append(int stream, long version) {
      long before = System.nanoTime();
      var _ =
          store
              .appendAsync(LogAppender.append(stream, version, 1))
              .whenComplete((_, error) -> {
                if (error != null) {
                  failure.set(error);
                }
                synchronized (nanos) {
                  nanos.add(System.nanoTime() - before);
                }
                free.release();
              });
    }

    @Override
    public void close() {}
  }

  @Override
  public void close() {
    store.close();
  }
}
