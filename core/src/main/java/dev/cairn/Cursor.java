package dev.cairn;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Reads results one by one; holds files open until it is closed. What it delivers was fixed when it
 * was made: later appends do not show. Used by one thread at a time; close it in a
 * try-with-resources. Reading on after {@link #close} throws {@link StoreClosedException}.
 *
 * @param <T> what is read
 */
public interface Cursor<T> extends Iterator<T>, AutoCloseable {

  /** Reads all that is left into memory: for results that are known to be small. */
  default List<T> toList() {
    List<T> all = new ArrayList<>();
    forEachRemaining(all::add);
    return List.copyOf(all);
  }

  @Override
  void close();
}
