package dev.cairn.proofs.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.MerkleException;
import dev.cairn.merkle.SignedNote;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file of signed notes, one behind the other, each followed by an empty line. The text of a
 * checkpoint has no empty line in it, so the second one ends a note. Used by one writer at a time.
 */
final class NoteLog {

  /** The longest note of a log: its text, and lines of four keys. */
  static final int NOTE_BYTES_MAX = 1 << 16;

  /** Holds the last two notes whatever stands before and behind them. */
  private static final int TAIL_BYTES = 4 * NOTE_BYTES_MAX;

  private static final byte[] SIGNATURE = "\u2014 ".getBytes(UTF_8);

  /**
   * Where whole notes end.
   *
   * @param at the byte behind the last one
   * @param rest how many bytes follow
   */
  record End(long at, long rest) {}

  /**
   * The end of the file.
   *
   * @param before the note before the last one, if there is one
   * @param last the last note that is whole, if there is one
   * @param lastAt where it begins
   * @param end where it ends
   */
  record Tail(Optional<SignedNote> before, Optional<SignedNote> last, long lastAt, End end) {}

  /** Sees notes. */
  interface Visitor {
    void visit(SignedNote note, long at);
  }

  private final Disk disk;
  private final Path file;

  NoteLog(Disk disk, Path file) {
    this.disk = disk;
    this.file = file;
  }

  /** Shows the whole notes from a place on where one begins, up to the first that is not whole. */
  End scan(long from, Visitor visitor) throws IOException {
    try (DiskFile in = disk.open(file, Disk.Access.READ)) {
      return scan(in, from, visitor);
    } catch (NoSuchFileException e) {
      return new End(0, 0);
    }
  }

  private static End scan(DiskFile in, long from, Visitor visitor) throws IOException {
    long size = in.size();
    long at = from;
    while (true) {
      byte[] window = window(in, at, NOTE_BYTES_MAX);
      int next = 0;
      int end = noteEnd(window, next);
      while (end > 0) {
        Optional<SignedNote> note = note(Arrays.copyOfRange(window, next, end - 1));
        if (note.isEmpty()) {
          return new End(at + next, size - at - next);
        }
        visitor.visit(note.get(), at + next);
        next = end;
        end = noteEnd(window, next);
      }
      if (next == 0) {
        return new End(at, Math.max(0, size - at));
      }
      at += next;
    }
  }

  private static byte[] window(DiskFile in, long at, int most) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(most);
    return Arrays.copyOf(bytes.array(), in.read(bytes, at));
  }

  /** The byte behind the empty line that ends a note; 0 if it is not there. */
  private static int noteEnd(byte[] bytes, int from) {
    int text = emptyLine(bytes, from);
    return text == 0 ? 0 : emptyLine(bytes, text);
  }

  /** The byte behind the next empty line; 0 if there is none. */
  private static int emptyLine(byte[] bytes, int from) {
    for (int i = from; i + 1 < bytes.length; i++) {
      if (bytes[i] == '\n' && bytes[i + 1] == '\n') {
        return i + 2;
      }
    }
    return 0;
  }

  private static Optional<SignedNote> note(byte[] bytes) {
    try {
      SignedNote note = SignedNote.parse(bytes);
      var _ = Checkpoint.parse(note.text());
      return Optional.of(note);
    } catch (MerkleException e) {
      return Optional.empty();
    }
  }

  /** The note that begins at a place; empty if none does. */
  Optional<SignedNote> at(long place) throws IOException {
    try (DiskFile in = disk.open(file, Disk.Access.READ)) {
      byte[] window = window(in, place, NOTE_BYTES_MAX);
      int end = noteEnd(window, 0);
      return end == 0 ? Optional.empty() : note(Arrays.copyOf(window, end - 1));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** The last two notes, found from the end of the file. */
  Tail tail() throws IOException {
    var seen =
        new Visitor() {
          private @Nullable SignedNote before;
          private @Nullable SignedNote last;
          private long lastAt;

          @Override
          public void visit(SignedNote note, long at) {
            before = last;
            last = note;
            lastAt = at;
          }
        };
    try (DiskFile in = disk.open(file, Disk.Access.READ)) {
      End end = scan(in, beginNear(in, Math.max(0, in.size() - TAIL_BYTES)), seen);
      return new Tail(
          Optional.ofNullable(seen.before), Optional.ofNullable(seen.last), seen.lastAt, end);
    } catch (NoSuchFileException e) {
      return new Tail(Optional.empty(), Optional.empty(), 0, new End(0, 0));
    }
  }

  /** The first place from there on where a note begins: behind an empty line, and no signature. */
  private static long beginNear(DiskFile in, long from) throws IOException {
    if (from == 0) {
      return 0;
    }
    byte[] window = window(in, from, TAIL_BYTES);
    int next = emptyLine(window, 0);
    while (next > 0 && startsWithSignature(window, next)) {
      next = emptyLine(window, next);
    }
    return from + next;
  }

  private static boolean startsWithSignature(byte[] bytes, int at) {
    int to = Math.min(bytes.length, at + SIGNATURE.length);
    return Arrays.equals(bytes, at, to, SIGNATURE, 0, SIGNATURE.length);
  }

  /** Cuts off what follows the last whole note. */
  void cut(long at) throws IOException {
    try (DiskFile out = disk.open(file, Disk.Access.WRITE)) {
      out.truncate(at);
      out.sync();
    }
  }

  /** Writes a note at a place, behind which nothing is kept, and makes it durable. */
  void write(SignedNote note, long at) throws IOException {
    byte[] bytes = (note + "\n").getBytes(UTF_8);
    if (bytes.length > NOTE_BYTES_MAX) {
      throw new IOException(
          "a note of %d bytes; the limit is %d".formatted(bytes.length, NOTE_BYTES_MAX));
    }
    boolean fresh = !disk.exists(file);
    try (DiskFile out = disk.open(file, fresh ? Disk.Access.CREATE : Disk.Access.WRITE)) {
      out.truncate(at);
      out.write(ByteBuffer.wrap(bytes), at);
      out.sync();
    }
    if (at == 0) {
      // Also where the file is there already: whoever made it may not have come this far.
      disk.syncFolder(Objects.requireNonNull(file.getParent()));
    }
  }
}
