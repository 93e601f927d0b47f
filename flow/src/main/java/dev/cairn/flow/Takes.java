package dev.cairn.flow;

import dev.cairn.Filter;
import dev.cairn.StreamId;
import java.util.Optional;

/**
 * Which events a processor takes, as it is written in {@link ProcessorEvent.ProcessorDescribed}.
 */
final class Takes {

  private static final String EVERYTHING = "everything";
  private static final String STREAM = "stream ";
  private static final String CATEGORY = "category ";
  private static final String QUERY = "query";

  private Takes() {}

  static String text(Filter filter) {
    return switch (filter) {
      case Filter.Everything() -> EVERYTHING;
      case Filter.OfStream(StreamId stream) -> STREAM + stream;
      case Filter.OfCategory(String category) -> CATEGORY + category;
      case Filter.Matching _ -> QUERY;
    };
  }

  /** Empty where the text does not tell them. */
  static Optional<Filter> filter(String text) {
    if (text.equals(EVERYTHING)) {
      return Optional.of(Filter.everything());
    }
    if (text.startsWith(STREAM)) {
      return Optional.of(Filter.stream(StreamId.of(text.substring(STREAM.length()))));
    }
    return text.startsWith(CATEGORY)
        ? Optional.of(Filter.category(text.substring(CATEGORY.length())))
        : Optional.empty();
  }
}
