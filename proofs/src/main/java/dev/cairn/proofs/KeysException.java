package dev.cairn.proofs;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a log cannot be used: their files cannot be read or written, are damaged, can be read
 * by others, or lie badly.
 */
public final class KeysException extends ProofsException {

  private static final long serialVersionUID = 1L;

  private final String place;

  /**
   * Names the place and the reason.
   *
   * @param place the file or folder
   * @param reason what is wrong and what to do, as the end of a sentence
   */
  public KeysException(Path place, String reason, @Nullable Throwable cause) {
    super("cannot use the keys in %s: %s".formatted(place, reason), cause);
    this.place = place.toString();
  }

  /** The file or folder. */
  public String place() {
    return place;
  }
}
