package dev.cairn.relay.nats;

import dev.cairn.flow.Lane;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The JetStream streams that hold the messages of a relay: one for each lane, {@code name-0} and so
 * on, with the subjects {@code prefix.0.>} and so on. A stream is the relay's alone: it takes the
 * messages of nobody else.
 */
public sealed interface NatsStreams {

  /** Most characters of the name. */
  int NAME_CHARS_MAX = 128;

  /** Most servers that hold a copy: as many as JetStream knows. */
  int REPLICAS_MAX = 5;

  /** The shortest duplicate window: the shortest one that JetStream takes. */
  Duration WINDOW_MIN = Duration.ofMillis(100);

  /** What the names of the streams begin with. */
  String name();

  /** The name of the stream of a lane. */
  default String of(Lane lane) {
    return name() + "-" + lane.index();
  }

  /**
   * Streams that others have made; one that is missing is an error. For servers on which a relay
   * may not make streams, and where retention and copies are decided elsewhere.
   */
  record Existing(String name) implements NatsStreams {

    /** Checks the name. */
    public Existing {
      checkName(name);
    }
  }

  /**
   * Streams that are made when they are missing: in files, with messages that leave by age alone. A
   * stream that is there is left as it is, whatever is said here.
   *
   * @param name what the names begin with
   * @param keep how long a message is kept; zero for ever
   * @param replicas how many servers hold a copy
   * @param duplicateWindow how long the server knows the ids of messages
   */
  record Made(String name, Duration keep, int replicas, Duration duplicateWindow)
      implements NatsStreams {

    /** Checks the limits. */
    public Made {
      checkName(name);
      if (replicas < 1 || replicas > REPLICAS_MAX) {
        throw new IllegalArgumentException(
            "1 to %d replicas, not %d".formatted(REPLICAS_MAX, replicas));
      }
      if (duplicateWindow.compareTo(WINDOW_MIN) < 0) {
        throw new IllegalArgumentException(
            "a duplicate window lasts at least %s, not %s".formatted(WINDOW_MIN, duplicateWindow));
      }
      if (!keep.isZero() && keep.compareTo(duplicateWindow) < 0) {
        throw new IllegalArgumentException(
            "messages are kept at least as long as the duplicate window lasts: %s, %s"
                .formatted(keep, duplicateWindow));
      }
    }

    /** Streams on one server with a duplicate window of 2 minutes. */
    public static Made keeping(String name, Duration keep) {
      return new Made(name, keep, 1, Duration.ofMinutes(2));
    }

    /** The same with that many copies. */
    public Made withReplicas(int count) {
      return new Made(name, keep, count, duplicateWindow);
    }

    /** The same with that duplicate window. */
    public Made withDuplicateWindow(Duration window) {
      return new Made(name, keep, replicas, window);
    }
  }

  private static void checkName(String name) {
    if (name.length() > NAME_CHARS_MAX || !Pattern.matches("[A-Za-z0-9_-]+", name)) {
      throw new IllegalArgumentException(
          "a name of streams has 1 to %d letters, digits, '_' and '-': '%s'"
              .formatted(NAME_CHARS_MAX, name));
    }
  }
}
