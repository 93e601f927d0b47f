package dev.cairn;

/** A stream was not at the version that the append expected: somebody else was faster. */
public final class WrongVersionException extends AppendRefusedException {

  private static final long serialVersionUID = 1L;

  private final transient StreamId stream;
  private final transient ExpectedVersion expected;
  private final transient Version actual;

  /** Names the stream, what was expected of it and where it is. */
  public WrongVersionException(StreamId stream, ExpectedVersion expected, Version actual) {
    super(
        "stream '%s' is at version %s, expected %s; read it again and decide anew"
            .formatted(stream, actual, expected));
    this.stream = stream;
    this.expected = expected;
    this.actual = actual;
  }

  /** The stream. */
  public StreamId stream() {
    return stream;
  }

  /** What the append expected. */
  public ExpectedVersion expected() {
    return expected;
  }

  /** The stream's version. */
  public Version actual() {
    return actual;
  }
}
