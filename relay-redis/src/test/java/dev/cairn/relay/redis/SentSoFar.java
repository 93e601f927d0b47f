package dev.cairn.relay.redis;

import dev.cairn.flow.LaneHandler;

/** Hears how many messages were confirmed. */
final class SentSoFar implements LaneHandler.Handled {

  private int count;

  @Override
  public void upTo(int confirmed) {
    count = confirmed;
  }

  int count() {
    return count;
  }
}
