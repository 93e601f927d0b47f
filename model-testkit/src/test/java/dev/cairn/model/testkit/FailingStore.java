package dev.cairn.model.testkit;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.EventStore;
import dev.cairn.OverloadedException;
import dev.cairn.StreamId;
import dev.cairn.testkit.ForwardingStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A store that takes no events of one stream until it is healed. */
final class FailingStore extends ForwardingStore {

  private final StreamId stream;
  private boolean healed;

  FailingStore(EventStore store, StreamId stream) {
    super(store);
    this.stream = stream;
  }

  void heal() {
    healed = true;
  }

  private boolean fails(Append append) {
    return !healed && append.entries().stream().anyMatch(one -> one.stream().equals(stream));
  }

  @Override
  public AppendResult append(Append append) {
    if (fails(append)) {
      throw new OverloadedException(1, Duration.ZERO);
    }
    return store().append(append);
  }

  @Override
  public CompletableFuture<AppendResult> appendAsync(Append append) {
    return fails(append)
        ? CompletableFuture.failedFuture(new OverloadedException(1, Duration.ZERO))
        : store().appendAsync(append);
  }
}
