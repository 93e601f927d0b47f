package dev.cairn;

/** Which events of the log a read or a subscription delivers. */
public sealed interface Filter {

  /** All events. */
  record Everything() implements Filter {}

  /**
   * The events of one stream.
   *
   * @param stream the stream
   */
  record OfStream(StreamId stream) implements Filter {}

  /**
   * The events of all streams of one category (see {@link StreamId#category}).
   *
   * @param category the part of the stream's name before its first {@code -}
   */
  record OfCategory(String category) implements Filter {}

  /**
   * The events that answer a query.
   *
   * @param query the query
   */
  record Matching(Query query) implements Filter {}

  /** All events. */
  static Filter everything() {
    return new Everything();
  }

  /** The events of one stream. */
  static Filter stream(StreamId stream) {
    return new OfStream(stream);
  }

  /** The events of all streams of one category. */
  static Filter category(String category) {
    return new OfCategory(category);
  }

  /** The events that answer a query. */
  static Filter matching(Query query) {
    return new Matching(query);
  }

  /** Whether the event is one of those. */
  default boolean matches(RecordedEvent event) {
    return switch (this) {
      case Everything() -> true;
      case OfStream(StreamId stream) -> event.stream().equals(stream);
      case OfCategory(String category) -> event.stream().category().equals(category);
      case Matching(Query query) -> query.matches(event.type(), event.tags());
    };
  }
}
