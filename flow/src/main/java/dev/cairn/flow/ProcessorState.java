package dev.cairn.flow;

/** What a {@link Processor} is doing. */
public sealed interface ProcessorState {

  /** It does not run. */
  record Stopped() implements ProcessorState {
    @Override
    public String toString() {
      return "stopped";
    }
  }

  /** Another one runs it, in this process or in another; it takes over when that one ends. */
  record Waiting() implements ProcessorState {
    @Override
    public String toString() {
      return "waiting for its lease";
    }
  }

  /** It runs. */
  record Running() implements ProcessorState {
    @Override
    public String toString() {
      return "running";
    }
  }

  /**
   * An operator let it rest.
   *
   * @param reason why
   */
  record Paused(String reason) implements ProcessorState {
    @Override
    public String toString() {
      return "paused: " + reason;
    }
  }

  /**
   * It ended by itself.
   *
   * @param cause why
   */
  record Failed(Throwable cause) implements ProcessorState {
    @Override
    public String toString() {
      return "failed: " + ProcessorProgress.text(cause);
    }
  }
}
