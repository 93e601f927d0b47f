package dev.cairn;

/** What a writer believes about a stream; an append is refused where it is wrong. */
public sealed interface ExpectedVersion {

  /** Nothing is believed: the append always goes through. */
  record Any() implements ExpectedVersion {
    @Override
    public String toString() {
      return "any";
    }
  }

  /** The stream has no events yet. */
  record NoStream() implements ExpectedVersion {
    @Override
    public String toString() {
      return "no stream";
    }
  }

  /** The stream has at least one event. */
  record StreamExists() implements ExpectedVersion {
    @Override
    public String toString() {
      return "an existing stream";
    }
  }

  /**
   * The stream's last event has exactly this version.
   *
   * @param version the version; {@link Version#NONE} is the same as {@link NoStream}
   */
  record Exactly(Version version) implements ExpectedVersion {
    @Override
    public String toString() {
      return "version " + version;
    }
  }

  /** Nothing is believed. */
  static ExpectedVersion any() {
    return new Any();
  }

  /** The stream has no events yet. */
  static ExpectedVersion noStream() {
    return new NoStream();
  }

  /** The stream has at least one event. */
  static ExpectedVersion streamExists() {
    return new StreamExists();
  }

  /** The stream's last event has exactly this version. */
  static ExpectedVersion exactly(Version version) {
    return new Exactly(version);
  }

  /** Whether a stream of that version is as expected. */
  default boolean accepts(Version actual) {
    return switch (this) {
      case Any() -> true;
      case NoStream() -> actual.equals(Version.NONE);
      case StreamExists() -> !actual.equals(Version.NONE);
      case Exactly(Version version) -> actual.equals(version);
    };
  }
}
