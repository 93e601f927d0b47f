package dev.cairn;

/** A file was written by a later release, in a format that this one does not know. */
public final class FormatTooNewException extends StoreException {

  private static final long serialVersionUID = 1L;

  private final String file;
  private final int found;
  private final int supported;

  /** Names the file, its format and the newest that this release reads. */
  public FormatTooNewException(String file, int found, int supported) {
    super(
        "%s has format %d, this release reads formats up to %d; use a newer release"
            .formatted(file, found, supported));
    this.file = file;
    this.found = found;
    this.supported = supported;
  }

  /** The file. */
  public String file() {
    return file;
  }

  /** Its format. */
  public int found() {
    return found;
  }

  /** The newest format that this release reads. */
  public int supported() {
    return supported;
  }
}
