package dev.cairn.log.internal;

import dev.cairn.CorruptStoreException;
import dev.cairn.Cursor;

/** Delivers what lies before damage, and then the damage instead of an end. */
final class DamagedEnd<T> implements Cursor<T> {

  private final Cursor<T> before;
  private final CorruptStoreException damage;
  private long left;

  /**
   * Wraps a cursor.
   *
   * @param limit after so many the damage does not matter
   */
  DamagedEnd(Cursor<T> before, long limit, CorruptStoreException damage) {
    this.before = before;
    this.damage = damage;
    this.left = limit;
  }

  @Override
  public boolean hasNext() {
    boolean more = before.hasNext();
    if (!more && left > 0) {
      throw damage;
    }
    return more;
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new java.util.NoSuchElementException();
    }
    left--;
    return before.next();
  }

  @Override
  public void close() {
    before.close();
  }
}
