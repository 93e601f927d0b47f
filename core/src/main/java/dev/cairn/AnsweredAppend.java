package dev.cairn;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An append of a store that answers at once.
 *
 * @param store the store
 * @param result the answer, or null where it failed
 * @param failure why it failed, or null where there is an answer
 */
record AnsweredAppend(
    EventStore store, @Nullable AppendResult result, @Nullable CairnException failure)
    implements PendingAppend {

  /** Appends, unless one that it follows took no effect. */
  static AnsweredAppend by(EventStore store, Append append, List<PendingAppend> after) {
    for (PendingAppend earlier : after) {
      if (!of(store, earlier).tookEffect()) {
        return new AnsweredAppend(store, null, new PrecedingAppendException());
      }
    }
    try {
      return new AnsweredAppend(store, store.append(append), null);
    } catch (CairnException e) {
      return new AnsweredAppend(store, null, e);
    }
  }

  private static AnsweredAppend of(EventStore store, PendingAppend earlier) {
    if (earlier instanceof AnsweredAppend answered && answered.store().equals(store)) {
      return answered;
    }
    throw new IllegalArgumentException("an append follows only appends to the same store");
  }

  private boolean tookEffect() {
    return result != null && !result.repeated();
  }

  @Override
  public AppendResult await() {
    if (result == null) {
      throw java.util.Objects.requireNonNull(failure);
    }
    return result;
  }
}
