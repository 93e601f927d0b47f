package dev.cairn.log.internal;

/** Holds the store from opening to closing, so there is nobody to take turns with. */
record SoleWriter() implements Turns {

  @Override
  public boolean begin() {
    return false;
  }

  @Override
  public void end(boolean more) {
    // The turn lasts as long as the store is open.
  }

  @Override
  public boolean beginLast() {
    return true;
  }

  @Override
  public void look() {
    // Nobody else writes.
  }

  @Override
  public long pollNanos() {
    return Long.MAX_VALUE;
  }

  @Override
  public void close() {
    // It never looks.
  }
}
