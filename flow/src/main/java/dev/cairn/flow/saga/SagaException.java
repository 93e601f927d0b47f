package dev.cairn.flow.saga;

import dev.cairn.ModuleException;
import dev.cairn.StreamId;
import org.jspecify.annotations.Nullable;

/** An instance of a saga cannot be taken further; its stream is as it was. */
public final class SagaException extends ModuleException {

  private static final long serialVersionUID = 1L;

  private final transient StreamId stream;

  /** Names the instance, and says what happened and what to do next. */
  SagaException(StreamId stream, String problem, @Nullable Throwable cause) {
    super("saga '%s': %s".formatted(stream, problem), cause);
    this.stream = stream;
  }

  /** The stream of the instance. */
  public StreamId stream() {
    return stream;
  }
}
