package dev.cairn;

/**
 * What to read: a window of one stream or of the whole log, from either end. Made by the factories
 * and narrowed by the {@code with}-like methods, for example {@code
 * ReadRequest.stream(account).from(Version.of(10)).backwards().limit(5)}.
 */
public sealed interface ReadRequest {

  /** No limit on the number of events. */
  long UNLIMITED = Long.MAX_VALUE;

  /** The end the read begins at. */
  Direction direction();

  /** Later events are not seen. */
  AsOf asOf();

  /** Most events delivered. */
  long limit();

  /**
   * The events {@code from}..{@code to} of one stream, both included.
   *
   * @param stream the stream; one without events yields nothing
   * @param from first version of the window
   * @param to last version of the window
   * @param direction the end the read begins at
   * @param asOf later events are not seen
   * @param limit most events delivered
   */
  record OfStream(
      StreamId stream, Version from, Version to, Direction direction, AsOf asOf, long limit)
      implements ReadRequest {

    /** Checks the limit. */
    public OfStream {
      checkLimit(limit);
    }

    /** The same, beginning with this version. */
    public OfStream from(Version first) {
      return new OfStream(stream, first, to, direction, asOf, limit);
    }

    /** The same, ending with this version. */
    public OfStream to(Version last) {
      return new OfStream(stream, from, last, direction, asOf, limit);
    }

    /** The same, newest first. */
    public OfStream backwards() {
      return new OfStream(stream, from, to, Direction.BACKWARDS, asOf, limit);
    }

    /** The same, as it was at that moment. */
    public OfStream asOf(AsOf moment) {
      return new OfStream(stream, from, to, direction, moment, limit);
    }

    /** The same, with at most that many events. */
    public OfStream limit(long most) {
      return new OfStream(stream, from, to, direction, asOf, most);
    }
  }

  /**
   * The events of the log after a position that pass a filter.
   *
   * @param filter which events
   * @param after the window begins behind this position
   * @param direction the end the read begins at
   * @param asOf later events are not seen
   * @param limit most events delivered
   */
  record OfLog(Filter filter, Position after, Direction direction, AsOf asOf, long limit)
      implements ReadRequest {

    /** Checks the limit. */
    public OfLog {
      checkLimit(limit);
    }

    /** The same, behind this position. */
    public OfLog after(Position position) {
      return new OfLog(filter, position, direction, asOf, limit);
    }

    /** The same, newest first. */
    public OfLog backwards() {
      return new OfLog(filter, after, Direction.BACKWARDS, asOf, limit);
    }

    /** The same, as it was at that moment. */
    public OfLog asOf(AsOf moment) {
      return new OfLog(filter, after, direction, moment, limit);
    }

    /** The same, with at most that many events. */
    public OfLog limit(long most) {
      return new OfLog(filter, after, direction, asOf, most);
    }
  }

  /** One stream from its beginning. */
  static OfStream stream(StreamId stream) {
    return new OfStream(
        stream, Version.FIRST, Version.LATEST, Direction.FORWARDS, AsOf.now(), UNLIMITED);
  }

  /** The whole log from its beginning. */
  static OfLog all() {
    return log(Filter.everything());
  }

  /** The events of the log that pass the filter, from its beginning. */
  static OfLog log(Filter filter) {
    return new OfLog(filter, Position.START, Direction.FORWARDS, AsOf.now(), UNLIMITED);
  }

  private static void checkLimit(long limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("a limit is 0 or greater, not " + limit);
    }
  }
}
