package dev.cairn.flow;

/** What a {@link Processor} or a {@link Projector} is doing. */
public sealed interface ProcessorState {

  /** It does not run: not started yet, stopped, or its store was closed. */
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

  /** It runs and has not been level with the head of the log since it started or began anew. */
  record CatchingUp() implements ProcessorState {
    @Override
    public String toString() {
      return "catching up";
    }
  }

  /** It runs and has been level with the head; its lag says how far behind it is now. */
  record Live() implements ProcessorState {
    @Override
    public String toString() {
      return "live";
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
   * It ended by itself and can be started again.
   *
   * @param cause why
   * @param place where in the log
   */
  record Failed(Throwable cause, FailurePlace place) implements ProcessorState {
    @Override
    public String toString() {
      return "failed " + place;
    }
  }

  /** Whether it works, or will without being started: it has neither been stopped nor failed. */
  default boolean isRunning() {
    return switch (this) {
      case Waiting(), CatchingUp(), Live(), Paused(String _) -> true;
      case Stopped(), Failed(Throwable _, FailurePlace _) -> false;
    };
  }
}
