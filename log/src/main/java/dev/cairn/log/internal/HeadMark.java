package dev.cairn.log.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What one slot of the file {@code head} says: up to where the log is durable.
 *
 * @param turn counts the marks of a store; of two slots the greater one holds
 * @param position the last durable event; 0 if there is none
 * @param segment the first position of the segment it lies in
 * @param length the durable bytes of that segment
 * @param clean whether the writer closed the store and nothing was written since
 */
record HeadMark(long turn, long position, long segment, long length, boolean clean) {

  /** Bytes of one slot; the rest of it is spaces. */
  static final int SLOT_BYTES = 256;

  static final HeadMark NONE = new HeadMark(0, 0, 1, 0, false);

  HeadMark moved(long newPosition, long newSegment, long newLength, boolean newClean) {
    return new HeadMark(turn + 1, newPosition, newSegment, newLength, newClean);
  }

  byte[] slot() {
    Ascii out = new Ascii(SLOT_BYTES);
    out.add("{\"turn\":").add(turn).add(",\"position\":").add(position);
    out.add(",\"segment\":").add(segment).add(",\"length\":").add(length);
    out.add(",\"clean\":").add(clean ? "true" : "false");
    Line.end(out, 0);
    byte[] slot = out.toBytes(SLOT_BYTES);
    Arrays.fill(slot, out.length() - 1, SLOT_BYTES - 1, (byte) ' ');
    slot[SLOT_BYTES - 1] = '\n';
    return slot;
  }

  /** Reads a slot; empty if it is damaged. */
  static Optional<HeadMark> read(byte[] bytes, int from) {
    int to = from + SLOT_BYTES - 1;
    while (to > from && bytes[to - 1] == ' ') {
      to--;
    }
    if (to - from <= Line.TRAILER || !Line.isSound(bytes, from, to)) {
      return Optional.empty();
    }
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    try {
      return Optional.of(parse(new JsonScan(bytes, from, to), text.contains("\"clean\":true")));
    } catch (IllegalArgumentException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static HeadMark parse(JsonScan scan, boolean clean) {
    long[] numbers = new long[4];
    String[] keys = {"turn", "position", "segment", "length"};
    char before = '{';
    for (int i = 0; i < keys.length; i++) {
      scan.expect(before);
      if (!scan.string().equals(keys[i])) {
        throw scan.wrong("expected " + keys[i]);
      }
      scan.expect(':');
      numbers[i] = scan.number();
      before = ',';
    }
    return new HeadMark(numbers[0], numbers[1], numbers[2], numbers[3], clean);
  }
}
