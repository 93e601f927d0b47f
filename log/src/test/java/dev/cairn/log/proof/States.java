package dev.cairn.log.proof;

import java.util.concurrent.atomic.LongAdder;

/**
 * The states that were met, told apart by a number of 64 bits; 0 stands for no state and is never
 * counted. Thread-safe.
 */
final class States {

  private static final int STRIPES = 16;

  /** A part of the table, with open addressing. */
  private static final class Stripe {
    private long[] slots = new long[1 << 10];
    private int used;

    synchronized boolean add(long state) {
      if (used * 2 >= slots.length) {
        grow();
      }
      return put(state);
    }

    private boolean put(long state) {
      int at = (int) (state >>> 8) & (slots.length - 1);
      while (slots[at] != 0) {
        if (slots[at] == state) {
          return false;
        }
        at = (at + 1) & (slots.length - 1);
      }
      slots[at] = state;
      used++;
      return true;
    }

    private void grow() {
      long[] before = slots;
      slots = new long[before.length * 2];
      used = 0;
      for (long state : before) {
        if (state != 0) {
          put(state);
        }
      }
    }
  }

  private final Stripe[] stripes = new Stripe[STRIPES];
  private final LongAdder count = new LongAdder();

  States() {
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Stripe();
    }
  }

  /** Whether the state is met for the first time. */
  boolean add(long state) {
    boolean fresh = state != 0 && stripes[(int) (state & (STRIPES - 1))].add(state);
    if (fresh) {
      count.increment();
    }
    return fresh;
  }

  /** How many there are. */
  long count() {
    return count.sum();
  }
}
