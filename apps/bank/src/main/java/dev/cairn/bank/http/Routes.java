package dev.cairn.bank.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;

/**
 * Routes of one method; any other method at the same path is answered with 405 and what is allowed.
 */
final class Routes {

  private Routes() {}

  static void get(HttpRouting.Builder routing, String path, Handler handler) {
    routing.get(path, handler).any(path, notAllowed("GET"));
  }

  static void post(HttpRouting.Builder routing, String path, Handler handler) {
    routing.post(path, handler).any(path, notAllowed("POST"));
  }

  static void both(HttpRouting.Builder routing, String path, Handler get, Handler post) {
    routing.get(path, get).post(path, post).any(path, notAllowed("GET, POST"));
  }

  private static Handler notAllowed(String allowed) {
    return (request, response) -> {
      response.header(HeaderNames.ALLOW, allowed);
      Problems.send(
          response,
          Problem.of(
              405,
              "method-not-allowed",
              "The method does not fit",
              "Allowed here: %s.".formatted(allowed)));
    };
  }
}
