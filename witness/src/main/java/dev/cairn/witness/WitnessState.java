package dev.cairn.witness;

import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.TreeHead;
import java.io.IOException;
import java.util.Optional;

/**
 * What a witness remembers: for each origin the checkpoint that it has cosigned last. If it is
 * lost, or goes back to an older one, the witness may cosign a fork; so it must be durable, and
 * must not be restored from a backup. A witness that has lost it takes a new name and key.
 *
 * <p>Called by several threads at once.
 */
public interface WitnessState {

  /**
   * The checkpoint of that origin that was cosigned last, with its signatures; empty if none ever
   * was.
   *
   * @throws IOException if it cannot be known; an answer of this kind is never a guess
   */
  Optional<SignedNote> held(String origin) throws IOException;

  /**
   * Puts the next checkpoint in the place of the one that is held, in one step, if that still has
   * the head which it is decided from. When this returns true, it survives a power cut.
   *
   * @param from the head of what is held; {@link TreeHead#EMPTY} also where nothing is
   * @return false, with nothing changed, if another head is held by now
   * @throws IOException if it could not be made durable; it may be held or not
   */
  boolean advance(String origin, TreeHead from, SignedNote next) throws IOException;
}
