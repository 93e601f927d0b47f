package dev.cairn.testkit;

import dev.cairn.Cursor;
import dev.cairn.StoreClosedException;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A cursor over results that are in memory already. */
final class ListCursor<T> implements Cursor<T> {

  private final Iterator<T> rest;
  private final BooleanSupplier storeClosed;
  private boolean closed;

  ListCursor(List<T> results, BooleanSupplier storeClosed) {
    this.rest = results.iterator();
    this.storeClosed = storeClosed;
  }

  @Override
  public boolean hasNext() {
    requireOpen();
    return rest.hasNext();
  }

  @Override
  public T next() {
    requireOpen();
    return rest.next();
  }

  private void requireOpen() {
    if (closed) {
      throw new StoreClosedException("the cursor");
    }
    if (storeClosed.getAsBoolean()) {
      throw new StoreClosedException("the store");
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
