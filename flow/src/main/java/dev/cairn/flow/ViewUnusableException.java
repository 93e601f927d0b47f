package dev.cairn.flow;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A view's database file cannot be used. Nothing that was not ours was changed. */
public final class ViewUnusableException extends FlowException {

  private static final long serialVersionUID = 1L;

  private final transient Path file;

  /**
   * Names the file and the reason.
   *
   * @param reason what was found and what to do next, as the end of a sentence
   */
  public ViewUnusableException(Path file, String reason, @Nullable Throwable cause) {
    super("cannot use the view %s: %s".formatted(file, reason), cause);
    this.file = file;
  }

  /** The database file. */
  public Path file() {
    return file;
  }
}
