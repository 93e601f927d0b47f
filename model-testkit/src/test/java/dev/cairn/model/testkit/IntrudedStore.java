package dev.cairn.model.testkit;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.Cursor;
import dev.cairn.EventStore;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.testkit.ForwardingStore;
import java.util.concurrent.CompletableFuture;

/** A store before whose n-th read or append somebody else does something. */
final class IntrudedStore extends ForwardingStore {

  private final Runnable intruder;
  private int left;

  IntrudedStore(EventStore store, int nth, Runnable intruder) {
    super(store);
    this.left = nth;
    this.intruder = intruder;
  }

  private void intrude() {
    left--;
    if (left == 0) {
      intruder.run();
    }
  }

  @Override
  public Cursor<RecordedEvent> read(ReadRequest request) {
    intrude();
    return super.read(request);
  }

  @Override
  public AppendResult append(Append append) {
    intrude();
    return store().append(append);
  }

  @Override
  public CompletableFuture<AppendResult> appendAsync(Append append) {
    intrude();
    return store().appendAsync(append);
  }
}
