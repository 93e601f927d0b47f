package dev.cairn.proofs.internal;

import dev.cairn.disk.Disk;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.LogIdentity;
import dev.cairn.merkle.MerkleException;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.TreeHead;
import dev.cairn.proofs.FilePlace;
import dev.cairn.proofs.Tampering;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What {@code checkpoints.log} of a store says, where the log is to be found in all of it. Of more
 * than {@link #HEADS_MAX} every second is passed over, and so on. Used by one thread.
 */
final class History {

  /** Most heads that are kept. */
  static final int HEADS_MAX = 1 << 17;

  private final NoteLog notes;
  private final String file;
  private final LogIdentity log;
  private final List<Tampering> faults = new ArrayList<>();
  private List<SignedHead> heads = new ArrayList<>();
  private TreeHead latest = TreeHead.EMPTY;
  private Optional<SignedNote> lastNote = Optional.empty();
  private boolean seen;
  private long count;
  private long step = 1;

  private History(Disk disk, Path file, LogIdentity log) {
    this.notes = new NoteLog(disk, file);
    this.file = file.toString();
    this.log = log;
  }

  /**
   * Reads all of it.
   *
   * @param published the text of the checkpoint that was published, which must be in it; empty if
   *     there is none
   */
  static History read(Disk disk, Path store, LogIdentity log, String published) throws IOException {
    History history = new History(disk, store.resolve(NoteFiles.ALL), log);
    NoteLog.End end = history.notes.scan(0, (note, at) -> history.visit(note, at, published));
    history.end(end, published);
    return history;
  }

  private void visit(SignedNote note, long at, String published) {
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    FilePlace place = new FilePlace(file, at, at + note.bytes().length, 0);
    seen |= note.text().equals(published);
    lastNote = Optional.of(note);
    if (!checkpoint.origin().equals(log.origin())) {
      refuse(place, "a checkpoint of %s stands here".formatted(checkpoint.origin()));
      return;
    }
    if (checkpoint.head().size() < latest.size()) {
      refuse(
          place,
          String.format(
              Locale.ROOT,
              "a checkpoint of %,d events follows one of %,d, and a log never gets smaller",
              checkpoint.head().size(),
              latest.size()));
    }
    latest = checkpoint.head();
    if (count++ % step == 0) {
      keep(new SignedHead(latest, SignedHead.Kind.LOGGED, place));
    }
  }

  private void keep(SignedHead head) {
    heads.add(head);
    if (heads.size() == HEADS_MAX) {
      List<SignedHead> fewer = new ArrayList<>(HEADS_MAX);
      for (int i = 0; i < heads.size(); i += 2) {
        fewer.add(heads.get(i));
      }
      heads = fewer;
      step *= 2;
    }
  }

  private void end(NoteLog.End end, String published) {
    FilePlace rest = new FilePlace(file, end.at(), end.at() + end.rest(), 0);
    if (end.rest() > NoteLog.NOTE_BYTES_MAX) {
      refuse(rest, "this is no checkpoint");
    } else if (rest.to() > 0 && !seen && !published.isEmpty()) {
      refuse(rest, "the checkpoint that was published last is not in it");
    }
  }

  private void refuse(FilePlace place, String reason) {
    if (faults.size() < SignedHeads.MISFITS_MAX) {
      faults.add(new Tampering.RefusedFile(place, reason));
    }
  }

  /** Whether a key of the log has signed a head that stands here. */
  boolean isSigned(SignedHead head) {
    try {
      Optional<SignedNote> note = notes.at(head.place().from());
      return note.isPresent()
          && log.open(note.get(), List.of()).checkpoint().head().equals(head.head());
    } catch (MerkleException e) {
      return false;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The heads, in the order in which they stand there. */
  List<SignedHead> heads() {
    return heads;
  }

  /** The last note, if there is one. */
  Optional<SignedNote> last() {
    return lastNote;
  }

  /** How many checkpoints stand there. */
  long count() {
    return count;
  }

  /** What is wrong with the file itself. */
  List<Tampering> faults() {
    return faults;
  }
}
