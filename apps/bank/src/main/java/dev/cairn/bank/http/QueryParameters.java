package dev.cairn.bank.http;

import io.helidon.common.uri.UriQuery;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The query of a request, read strictly: {@link #end} refuses what nobody asked for. */
final class QueryParameters {

  /** Most items of a page. */
  static final int PAGE_MAX = 200;

  private static final int PAGE_USUAL = 50;

  private final UriQuery query;
  private final Set<String> unread;

  private QueryParameters(UriQuery query) {
    this.query = query;
    this.unread = new TreeSet<>(query.names());
  }

  static QueryParameters of(ServerRequest request) {
    return new QueryParameters(request.query());
  }

  Optional<String> text(String name) {
    unread.remove(name);
    List<String> values = query.contains(name) ? query.all(name) : List.of();
    if (values.size() > 1) {
      throw unfit(name, "given once");
    }
    return values.stream().findFirst();
  }

  Optional<Long> number(String name) {
    return text(name).map(text -> number(name, text));
  }

  private static long number(String name, String text) {
    try {
      long number = Long.parseLong(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException _) {
      throw unfit(name, "a whole number");
    }
    throw unfit(name, "0 or greater");
  }

  /** How many items a page shall have. */
  int limit() {
    long limit = number("limit").orElse((long) PAGE_USUAL);
    if (limit < 1 || limit > PAGE_MAX) {
      throw unfit("limit", "1 to %d".formatted(PAGE_MAX));
    }
    return (int) limit;
  }

  void end() {
    if (!unread.isEmpty()) {
      throw new ProblemException(
          Problem.badRequest(
              "The parameter '%s' is not known here.".formatted(unread.iterator().next())));
    }
  }

  static ProblemException unfit(String name, String expected) {
    return new ProblemException(
        Problem.badRequest("The parameter '%s' must be %s.".formatted(name, expected)));
  }
}
