package dev.cairn.privacy;

/**
 * The vault has not the key that a value was sealed with, and knows of no erasure: it is another
 * vault, an older copy of it, or none at all. The value is not lost as long as the key is anywhere.
 */
public final class UnknownKeyException extends PrivacyException {

  private static final long serialVersionUID = 1L;

  private final transient SubjectId subject;
  private final int key;

  UnknownKeyException(String place, SubjectId subject, int key, String vault) {
    super(
        "%s is sealed with key %d of '%s', which %s does not have, and which was not erased there; use the vault of this store, or restore it"
            .formatted(place, key, subject, vault));
    this.subject = subject;
    this.key = key;
  }

  /** Whose key it is. */
  public SubjectId subject() {
    return subject;
  }

  /** The number of the key. */
  public int key() {
    return key;
  }
}
