package dev.cairn.proofs.internal;

import dev.cairn.CorruptStoreException;
import dev.cairn.Position;
import dev.cairn.StoreUnavailableException;
import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskLock;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.MerkleException;
import dev.cairn.merkle.NoteSignature;
import dev.cairn.merkle.SignedNote;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The checkpoints of a store as files: {@code checkpoints.log}, where each is durable before it is
 * published, and {@code checkpoint}, where it is published. A lock of its own is held for as long
 * as something is written.
 */
public final class NoteFiles {

  /** The latest note. */
  static final String PUBLISHED = "checkpoint";

  /** All notes. */
  static final String ALL = "checkpoints.log";

  /** Whoever holds it writes to these files. */
  static final String LOCK = "checkpoint.LOCK";

  /** How long the lock is waited for. */
  static final Duration LOCK_WAIT = Duration.ofSeconds(10);

  private final Disk disk;
  private final Path store;
  private final NoteLog all;

  /** Those of a store. */
  public NoteFiles(Disk disk, Path store) {
    this.disk = disk;
    this.store = store;
    this.all = new NoteLog(disk, store.resolve(ALL));
  }

  /** What is done with the files. */
  private interface Work<R> {
    R run() throws IOException;
  }

  private <R> R told(Work<R> work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw new StoreUnavailableException(
          store.toString(), "its checkpoints cannot be read or written: " + e.getMessage(), e);
    }
  }

  /** See {@link dev.cairn.proofs.Checkpoints#latest}. */
  public Optional<SignedNote> published() {
    return told(this::read);
  }

  private Optional<SignedNote> read() throws IOException {
    Path file = store.resolve(PUBLISHED);
    byte[] bytes;
    try {
      bytes = AtomicFile.read(disk, file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      SignedNote note = SignedNote.parse(bytes);
      var _ = Checkpoint.parse(note.text());
      return Optional.of(note);
    } catch (MerkleException e) {
      throw damaged(file, 0, bytes.length, "it holds no checkpoint: " + e.getMessage());
    }
  }

  private static CorruptStoreException damaged(Path file, long from, long to, String reason) {
    return new CorruptStoreException(file.toString(), from, to, 0, Position.START, reason);
  }

  /** See {@link dev.cairn.proofs.Checkpoints#each}. */
  public long each(Consumer<SignedNote> visitor) {
    return told(() -> {
      // Read first: what is published by then is in the other file.
      Optional<SignedNote> published = read();
      boolean[] seen = {published.isEmpty()};
      NoteLog.End end =
          all.scan(
              0,
              (note, _) -> {
                seen[0] |= isPublished(Optional.of(note), published);
                visitor.accept(note);
              });
      if (!seen[0] || end.rest() > NoteLog.NOTE_BYTES_MAX) {
        throw damaged(
            store.resolve(ALL),
            end.at(),
            end.at() + end.rest(),
            end.rest() == 0
                ? "the checkpoint that was published last is not in it"
                : "this is no checkpoint");
      }
      return end.rest();
    });
  }

  /** See {@link dev.cairn.proofs.Checkpoints#addCosignatures}. */
  public boolean addCosignatures(SignedNote cosigned) {
    return locked(() -> {
      Optional<SignedNote> latest = published().filter(note -> note.text().equals(cosigned.text()));
      latest.ifPresent(note -> publish(merged(note, cosigned.signatures())));
      return latest.isPresent();
    });
  }

  private static SignedNote merged(SignedNote note, List<NoteSignature> more) {
    String origin = Checkpoint.parse(note.text()).origin();
    List<NoteSignature> lines = new ArrayList<>(note.signatures());
    for (NoteSignature line : more) {
      if (!line.name().equals(origin)) {
        lines.removeIf(old -> old.name().equals(line.name()) && old.keyId() == line.keyId());
        lines.add(line);
      }
    }
    return new SignedNote(note.text(), lines);
  }

  /** Work that nobody else writes beside. */
  public interface Locked<R> {
    /** Runs it. */
    R run();
  }

  /** Does something while nobody else writes to these files. */
  public <R> R locked(Locked<R> work) {
    return told(() -> {
      try (DiskLock _ = Waiting.lock(disk, store.resolve(LOCK), LOCK_WAIT)) {
        return work.run();
      }
    });
  }

  /**
   * The last note that is durable, once what an earlier signer began is finished: a note that is
   * whole is published, one that is not is cut off. To be called under the lock.
   *
   * @throws CorruptStoreException if the files do not fit each other
   */
  public Optional<SignedNote> finished() {
    return told(() -> {
      NoteLog.Tail tail = all.tail();
      Optional<SignedNote> published = read();
      if (isPublished(tail.last(), published)) {
        if (tail.end().rest() > 0) {
          all.cut(tail.end().at());
        }
      } else {
        finish(tail, published);
      }
      return tail.last();
    });
  }

  /** Publishes the last note, if that is all that is missing. */
  private void finish(NoteLog.Tail tail, Optional<SignedNote> published) throws IOException {
    boolean earlier = published.isEmpty() || isPublished(tail.before(), published);
    if (tail.last().isEmpty() || tail.end().rest() > 0 || !earlier) {
      throw damaged(
          store.resolve(ALL),
          tail.end().at(),
          tail.end().at() + tail.end().rest(),
          "it does not end with the checkpoint that was published last");
    }
    // The sync of whoever began may have failed, so it is written once more.
    all.write(tail.last().get(), tail.lastAt());
    publish(tail.last().get());
  }

  /** Whether what is published is a note, with cosignatures or without; or there is neither. */
  private static boolean isPublished(Optional<SignedNote> note, Optional<SignedNote> published) {
    return note.isEmpty()
        ? published.isEmpty()
        : published
            .filter(latest ->
                latest.text().equals(note.get().text())
                    && latest.signatures().containsAll(note.get().signatures()))
            .isPresent();
  }

  /** Makes a note durable behind the others, then publishes it. To be called under the lock. */
  public void add(SignedNote note) {
    told(() -> {
      all.write(note, all.tail().end().at());
      publish(note);
      return note;
    });
  }

  private void publish(SignedNote note) {
    told(() -> {
      AtomicFile.write(disk, store.resolve(PUBLISHED), ByteBuffer.wrap(note.bytes()));
      return note;
    });
  }
}
