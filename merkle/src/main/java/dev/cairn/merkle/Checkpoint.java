package dev.cairn.merkle;

import java.util.Arrays;
import java.util.List;

/**
 * What a log signs of itself, the text of c2sp.org/tlog-checkpoint version 1: origin, size, root,
 * each on a line. A log must never sign two of which neither tree begins with the other.
 *
 * @param origin which log it is: not empty, one line
 * @param head its size and root; that of size 0 is {@link TreeHead#EMPTY}
 * @param extensions more lines, none of them empty; better none at all, since nobody can audit them
 *     and ML-DSA-44 does not cover them
 */
public record Checkpoint(String origin, TreeHead head, List<String> extensions) {

  private static final int ORIGIN = 0;
  private static final int SIZE = 1;
  private static final int ROOT = 2;
  private static final int LINES = 3;

  /**
   * Checks all of it.
   *
   * @throws MalformedException if it is not as above
   */
  public Checkpoint {
    checkLine("origin", origin);
    extensions.forEach(line -> checkLine("extension line", line));
    extensions = List.copyOf(extensions);
    if (head.size() == 0 && !head.equals(TreeHead.EMPTY)) {
      throw new MalformedException(
          "a tree without leaves has the root %s, not %s"
              .formatted(TreeHead.EMPTY.root().toBase64(), head.root().toBase64()));
    }
  }

  /** A checkpoint without extension lines. */
  public Checkpoint(String origin, TreeHead head) {
    this(origin, head, List.of());
  }

  private static void checkLine(String what, String line) {
    if (Text.checked(what, line).isEmpty() || line.indexOf('\n') >= 0) {
      throw new MalformedException("the %s of a checkpoint is one line, not empty".formatted(what));
    }
  }

  /**
   * Reads the text of a note.
   *
   * @throws MalformedException if it is no checkpoint
   */
  public static Checkpoint parse(String text) {
    List<String> lines = Arrays.asList(text.split("\n", -1));
    int last = lines.size() - 1;
    if (last < LINES || !lines.get(last).isEmpty()) {
      throw new MalformedException(
          "a checkpoint has at least %d lines, origin, size and root, and ends in a newline"
              .formatted(LINES));
    }
    long size = Text.number("the size of a tree", lines.get(SIZE));
    TreeHead head = new TreeHead(size, Hash.fromBase64(lines.get(ROOT)));
    return new Checkpoint(lines.get(ORIGIN), head, lines.subList(LINES, last));
  }

  /** The text that is signed. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(origin).append('\n').append(head.size()).append('\n');
    text.append(head.root().toBase64()).append('\n');
    extensions.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  /**
   * Signs it: a log with its Ed25519 key, and an ML-DSA-44 key as second line where it has one.
   *
   * @param time for the cosignatures among them, in POSIX seconds; 0 says nothing of time
   * @throws MalformedException if one of the keys cannot sign it
   */
  public SignedNote sign(List<SignerKey> keys, long time) {
    SignedNote note = SignedNote.unsigned(text());
    for (SignerKey key : keys) {
      note = note.signedBy(key, time);
    }
    return note;
  }
}
