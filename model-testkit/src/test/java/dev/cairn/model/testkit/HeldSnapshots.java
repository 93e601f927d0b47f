package dev.cairn.model.testkit;

import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.model.Snapshot;
import dev.cairn.model.SnapshotStore;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A store in which every save waits until it is let go. */
final class HeldSnapshots implements SnapshotStore {

  private final SnapshotStore store;
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  HeldSnapshots(SnapshotStore store) {
    this.store = store;
  }

  /** Waits until a save has begun. */
  void awaitSave() throws InterruptedException {
    if (!begun.await(10, TimeUnit.SECONDS)) {
      throw new AssertionError("nothing was saved");
    }
  }

  void letGo() {
    go.countDown();
  }

  @Override
  public void save(Snapshot snapshot) throws IOException {
    begun.countDown();
    try {
      if (!go.await(10, TimeUnit.SECONDS)) {
        throw new IOException("never let go");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    store.save(snapshot);
  }

  @Override
  public List<Version> versions(StreamId stream) throws IOException {
    return store.versions(stream);
  }

  @Override
  public Found find(StreamId stream, Version version) throws IOException {
    return store.find(stream, version);
  }

  @Override
  public void visit(Consumer<Entry> visitor) throws IOException {
    store.visit(visitor);
  }

  @Override
  public void delete(StreamId stream, Version version) throws IOException {
    store.delete(stream, version);
  }

  @Override
  public void clear() throws IOException {
    store.clear();
  }

  @Override
  public void close() {
    store.close();
  }
}
