package dev.cairn.flow;

/** What a {@link Projector} is doing. */
public sealed interface ProjectorState {

  /** It runs and has not been level with the head of the log since it started or began anew. */
  record CatchingUp() implements ProjectorState {
    @Override
    public String toString() {
      return "catching up";
    }
  }

  /** It runs and has been level with the head; its lag says how far behind it is now. */
  record Live() implements ProjectorState {
    @Override
    public String toString() {
      return "live";
    }
  }

  /** It does not run: not started yet, stopped, or its store was closed. */
  record Stopped() implements ProjectorState {
    @Override
    public String toString() {
      return "stopped";
    }
  }

  /**
   * It stopped by itself and can be started again.
   *
   * @param cause why
   * @param place where in the log
   */
  record Failed(Throwable cause, FailurePlace place) implements ProjectorState {
    @Override
    public String toString() {
      return "failed " + place;
    }
  }

  /** Whether it is to be expected that more events will be applied. */
  default boolean isRunning() {
    return switch (this) {
      case CatchingUp(), Live() -> true;
      case Stopped(), Failed(Throwable _, FailurePlace _) -> false;
    };
  }
}
