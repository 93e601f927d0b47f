package dev.cairn.log;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.CairnException;
import dev.cairn.Cursor;
import dev.cairn.EventStore;
import dev.cairn.Filter;
import dev.cairn.LimitExceededException;
import dev.cairn.Limits;
import dev.cairn.PendingAppend;
import dev.cairn.Position;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.RequestKey;
import dev.cairn.StoreId;
import dev.cairn.StreamId;
import dev.cairn.StreamInfo;
import dev.cairn.Subscription;
import dev.cairn.Version;
import dev.cairn.log.internal.Committer;
import dev.cairn.log.internal.Engine;
import dev.cairn.log.internal.Pending;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An event store in a folder of this machine: the one writer of that folder while it is open,
 * across threads and processes, or, with {@link LockMode#SHARED}, one of several that write by
 * turns. Acknowledged means synced. Its queries are exact. Thread-safe.
 *
 * <p>A shared store reads what the others acknowledged before a read began, and its subscriptions
 * look for it ten times a second. An append for which the store could not be had within {@link
 * LogOptions#lockWait} is refused with {@link dev.cairn.StoreLockedException}; nothing of it was
 * written. An error on the disk ends the writing of the store that met it, not that of the others.
 */
public final class LogStore implements EventStore, EventLog {

  /** Where callers' callbacks run: one that appends must not hold up the thread that writes. */
  private static final Executor CALLBACKS = Thread::startVirtualThread;

  private final Engine engine;
  private final Limits limits;
  private final AtomicBoolean closed = new AtomicBoolean();

  private LogStore(Engine engine, Limits limits) {
    this.engine = engine;
    this.limits = limits;
  }

  /** Opens a store with {@link LogOptions#standard}. */
  public static LogStore open(Path folder) {
    return open(folder, LogOptions.standard());
  }

  /**
   * Opens the store in a folder, making both where they are missing. After an unclean end the last
   * group write, if it is torn, is moved to {@code quarantine/}; {@link #recovery} tells.
   *
   * @throws dev.cairn.StoreLockedException if another writer held the store all the time
   * @throws dev.cairn.CorruptStoreException if bytes that were durable are damaged; nothing was
   *     changed, and {@link LogReader} still reads what lies before
   * @throws dev.cairn.StoreUnavailableException if the folder cannot be used
   */
  public static LogStore open(Path folder, LogOptions options) {
    return new LogStore(Engine.open(folder, options), options.limits());
  }

  /** What opening had to do. */
  public RecoveryReport recovery() {
    return engine.report();
  }

  @Override
  public StoreId id() {
    return engine.header().id();
  }

  @Override
  public String origin() {
    return engine.header().origin();
  }

  @Override
  public Position durableHead() {
    return engine.reads().durableHead();
  }

  /** None: this store is the writer that answers for them. */
  @Override
  public long bytesBeyondHead() {
    return 0;
  }

  @Override
  public Limits limits() {
    return limits;
  }

  @Override
  public boolean exactQueries() {
    return true;
  }

  @Override
  public AppendResult append(Append append) {
    return begun(append, List.of()).await();
  }

  @Override
  public PendingAppend begin(Append append, List<PendingAppend> after) {
    return begun(append, after.stream().map(this::pending).toList());
  }

  private Begun begun(Append append, List<Pending.Awaited> after) {
    limits.check(append);
    Committer committer = engine.committer();
    return new Begun(committer, committer.begin(append, after));
  }

  private Pending.Awaited pending(PendingAppend earlier) {
    if (earlier instanceof Begun(Committer by, Pending.Awaited append)
        && by.equals(engine.committer())) {
      return append;
    }
    throw new IllegalArgumentException("an append follows only appends to the same store");
  }

  private record Begun(Committer committer, Pending.Awaited append) implements PendingAppend {

    @Override
    public AppendResult await() {
      try {
        return committer.await(append);
      } catch (CairnException e) {
        e.addSuppressed(new AppendCallSite()); // It may have been made by another thread.
        throw e;
      }
    }
  }

  /** Shows in a stack trace where the append was called. */
  private static final class AppendCallSite extends Exception {
    private static final long serialVersionUID = 1L;

    AppendCallSite() {
      super("the append was called here");
    }
  }

  @Override
  public CompletableFuture<AppendResult> appendAsync(Append append) {
    CompletableFuture<AppendResult> answer = new CompletableFuture<>();
    var _ =
        submit(append)
            .whenCompleteAsync(
                (result, failure) -> {
                  if (failure == null) {
                    answer.complete(result);
                  } else {
                    answer.completeExceptionally(failure);
                  }
                },
                CALLBACKS);
    return answer;
  }

  private CompletableFuture<AppendResult> submit(Append append) {
    try {
      limits.check(append);
      return engine.committer().submit(append);
    } catch (LimitExceededException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public Position head() {
    return engine.reads().head();
  }

  @Override
  public Cursor<RecordedEvent> read(ReadRequest request) {
    return engine.reads().read(request);
  }

  @Override
  public Subscription subscribe(Filter filter, Position after) {
    return engine.subscribe(filter, after);
  }

  @Override
  public Version version(StreamId stream) {
    return engine.reads().version(stream);
  }

  @Override
  public Cursor<RecordedEvent> find(UUID id) {
    return engine.reads().find(id);
  }

  @Override
  public Cursor<StreamInfo> streams() {
    return engine.reads().streams();
  }

  @Override
  public Optional<AppendResult> find(RequestKey request) {
    return engine.reads().find(request);
  }

  /** Writes what was handed over, marks the store as cleanly closed, and gives it up. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      engine.close();
    }
  }
}
