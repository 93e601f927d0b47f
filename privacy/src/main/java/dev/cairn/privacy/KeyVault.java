package dev.cairn.privacy;

import java.util.List;

/**
 * Keeps the keys of data subjects, apart from the store whose data they seal. Thread-safe; several
 * processes may use one.
 *
 * <p>What is promised: a key that {@link #current} or {@link #rotate} returned is durable; all who
 * ask for the key of a new subject at the same time get the same; after {@link #destroy} returned
 * no key of the subject is in the vault, and that it was erased is known for ever. Copies of the
 * vault are not its affair: what was erased must be deleted from them as well.
 */
public interface KeyVault {

  /**
   * What it knows of a subject.
   *
   * @throws VaultException if that cannot be told
   */
  SubjectKeys keys(SubjectId subject);

  /**
   * The key that seals data of a subject now, made where there is none.
   *
   * @throws ErasedSubjectException if the subject was erased
   * @throws VaultException if it cannot be read or kept
   */
  SubjectKey current(SubjectId subject);

  /**
   * Makes another key, which seals from now on; older values stay readable with theirs.
   *
   * @throws ErasedSubjectException if the subject was erased
   * @throws VaultException if it cannot be kept
   */
  SubjectKey rotate(SubjectId subject);

  /**
   * Destroys all keys of a subject, known or not, and keeps the tombstone. That of an earlier call
   * stays, but for its being complete.
   *
   * @return the tombstone that is kept
   * @throws VaultException if a key may still be there
   */
  Tombstone destroy(SubjectId subject, Tombstone tombstone);

  /**
   * All that it knows, erased subjects too.
   *
   * @throws VaultException if they cannot be listed
   */
  List<SubjectId> subjects();

  /** Where it lies, for people: the subject of a sentence. */
  String place();

  /** A vault of nothing, for those who read a store and have no keys: no value can be opened. */
  static KeyVault none() {
    return NoVault.INSTANCE;
  }
}
