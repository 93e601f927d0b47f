package dev.cairn.log.internal;

import java.util.Arrays;

/** A growing list of ints. Used by one thread at a time. */
final class IntArray {

  private int[] values;
  private int size;

  IntArray(int capacity) {
    values = new int[capacity];
  }

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.max(4, 2 * size));
    }
    values[size++] = value;
  }

  int get(int index) {
    return values[java.util.Objects.checkIndex(index, size)];
  }

  /** Turns around the order of the values from an index on. */
  void reverse(int from) {
    for (int i = from, j = size - 1; i < j; i++, j--) {
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }

  int size() {
    return size;
  }

  int[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
