package dev.cairn.model.testkit;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.Cursor;
import dev.cairn.EventStore;
import dev.cairn.Filter;
import dev.cairn.Position;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.RequestKey;
import dev.cairn.StreamId;
import dev.cairn.Subscription;
import dev.cairn.Version;
import dev.cairn.testkit.ForwardingStore;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The store as one process sees it that ends at a call: before it, or, where it appends, also when
 * that has happened and nobody has heard of it yet. From then on every call fails.
 */
final class MortalStore extends ForwardingStore {

  /** The process has ended. */
  static final class ProcessEnded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProcessEnded() {
      super("the process has ended");
    }
  }

  private long left;
  private long appendsLeft = Long.MAX_VALUE;

  MortalStore(EventStore store, long calls) {
    super(store);
    this.left = calls;
  }

  /** Whether it has ended. */
  synchronized boolean ended() {
    return left <= 0;
  }

  /** Ends the process when it has made so many more appends, before it hears of the last one. */
  synchronized void endAfterAppends(long appends) {
    appendsLeft = appends;
  }

  private synchronized void appended() {
    appendsLeft--;
    left = appendsLeft == 0 ? 1 : left;
    step();
  }

  private synchronized void step() {
    left--;
    if (left <= 0) {
      throw new ProcessEnded();
    }
  }

  @Override
  public AppendResult append(Append append) {
    step();
    AppendResult result = store().append(append);
    appended();
    return result;
  }

  @Override
  public CompletableFuture<AppendResult> appendAsync(Append append) {
    step();
    CompletableFuture<AppendResult> result = store().appendAsync(append);
    appended();
    return result;
  }

  @Override
  public Position head() {
    step();
    return super.head();
  }

  @Override
  public Cursor<RecordedEvent> read(ReadRequest request) {
    step();
    return super.read(request);
  }

  @Override
  public Subscription subscribe(Filter filter, Position after) {
    step();
    return super.subscribe(filter, after);
  }

  @Override
  public Version version(StreamId stream) {
    step();
    return super.version(stream);
  }

  @Override
  public Optional<AppendResult> find(RequestKey request) {
    step();
    return super.find(request);
  }
}
