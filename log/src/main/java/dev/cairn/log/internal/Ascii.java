package dev.cairn.log.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of bytes with what the line format needs to write. Used by one thread. */
public final class Ascii {

  private byte[] bytes;
  private int length;

  /** Starts empty with room for that many bytes. */
  public Ascii(int capacity) {
    bytes = new byte[capacity];
  }

  /** The bytes written so far are the first {@link #length} of this array. */
  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  byte[] toBytes() {
    return toBytes(length);
  }

  /** An array of that length, which is zero behind what was written. */
  byte[] toBytes(int newLength) {
    return Arrays.copyOf(bytes, newLength);
  }

  Ascii add(byte[] more) {
    return add(more, 0, more.length);
  }

  Ascii add(byte[] more, int from, int count) {
    room(count);
    System.arraycopy(more, from, bytes, length, count);
    length += count;
    return this;
  }

  Ascii add(Ascii more) {
    return add(more.bytes, 0, more.length);
  }

  /** Adds text that is known to be ASCII. */
  @SuppressWarnings("deprecation") // The one way to copy ASCII without an intermediate array.
  Ascii add(String ascii) {
    room(ascii.length());
    ascii.getBytes(0, ascii.length(), bytes, length);
    length += ascii.length();
    return this;
  }

  Ascii add(char c) {
    room(1);
    bytes[length++] = (byte) c;
    return this;
  }

  /** Adds a number that is not negative. */
  Ascii add(long number) {
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    return padded(number, digits);
  }

  /** Adds the last digits of a number, with leading zeros. */
  Ascii padded(long number, int digits) {
    room(digits);
    long rest = number;
    for (int i = length + digits - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /** Adds 32 bits as eight lower-case hex digits. */
  Ascii hex(int bits) {
    for (int shift = 28; shift >= 0; shift -= 4) {
      add(Character.forDigit(bits >>> shift & 0xf, 16));
    }
    return this;
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.US_ASCII);
  }

  private void room(int count) {
    int needed = Math.addExact(length, count);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
    }
  }
}
