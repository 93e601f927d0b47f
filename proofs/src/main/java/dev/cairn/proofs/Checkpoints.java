package dev.cairn.proofs;

import dev.cairn.disk.Disk;
import dev.cairn.merkle.SignedNote;
import dev.cairn.proofs.internal.NoteFiles;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The checkpoints that a log has signed, which lie beside it: the latest one in {@code checkpoint},
 * all of them in {@code checkpoints.log}. Nothing of them is verified here: they are what the files
 * say. May be read while a signer signs, in this process or another. Thread-safe.
 *
 * <p>Every method throws {@link dev.cairn.StoreUnavailableException} where a file cannot be read or
 * written.
 */
public final class Checkpoints {

  private final NoteFiles files;

  private Checkpoints(NoteFiles files) {
    this.files = files;
  }

  /** Those of the store in a folder. */
  public static Checkpoints of(Disk disk, Path store) {
    return new Checkpoints(new NoteFiles(disk, store));
  }

  /**
   * The latest checkpoint, with the cosignatures of witnesses that were added to it; empty if the
   * log has never been signed.
   *
   * @throws dev.cairn.CorruptStoreException if the file holds no checkpoint
   */
  public Optional<SignedNote> latest() {
    return files.published();
  }

  /**
   * Shows all checkpoints, in the order in which they were signed, without cosignatures. The last
   * one may be on its way and not be published yet.
   *
   * @return how many bytes of a last one follow that was never written as a whole, and so never
   *     published: a power cut leaves such, and the next signer cuts them off; 0 as a rule
   * @throws dev.cairn.CorruptStoreException if a checkpoint is damaged, or the latest one is not
   *     among them
   */
  public long each(Consumer<SignedNote> visitor) {
    return files.each(visitor);
  }

  /**
   * Adds cosignatures to the latest checkpoint. A line of a cosigner takes the place of an earlier
   * one of the same key; the lines of the log itself stay as they are. Nothing is verified: whoever
   * hands over lines has verified them. Durable when it returns.
   *
   * @param cosigned the checkpoint as a witness returned it
   * @return whether they were added; false if that checkpoint is no longer the latest one
   * @throws dev.cairn.merkle.MalformedException if there are too many lines then
   */
  public boolean addCosignatures(SignedNote cosigned) {
    return files.addCosignatures(cosigned);
  }
}
