package dev.cairn.privacy;

/** New data of a subject were to be sealed that was erased; it gets no key again. */
public final class ErasedSubjectException extends PrivacyException {

  private static final long serialVersionUID = 1L;

  private final transient SubjectId subject;

  ErasedSubjectException(SubjectId subject, Tombstone tombstone) {
    super(
        "'%s' was erased at %s and gets no data again; a person who comes back gets another id"
            .formatted(subject, tombstone.at()));
    this.subject = subject;
  }

  /** Who was erased. */
  public SubjectId subject() {
    return subject;
  }
}
