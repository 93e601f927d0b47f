package dev.cairn.bank.http;

import dev.cairn.Position;
import dev.cairn.bank.PublicLog;
import dev.cairn.proofs.NotCoveredException;
import dev.cairn.proofs.TreeResource;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;

/**
 * The log for those who check it: below {@code /log/} what c2sp.org/tlog-tiles has of it, and a
 * proof of the event at a position.
 */
final class LogRoutes {

  private static final String PREFIX = "/log/";

  private final PublicLog log;

  LogRoutes(PublicLog log) {
    this.log = log;
  }

  void route(HttpRouting.Builder routing) {
    Routes.get(routing, PREFIX + "proof", this::proof);
    Routes.get(routing, PREFIX + "checkpoint", this::resource);
    Routes.get(routing, PREFIX + "tile/*", this::resource);
  }

  private void resource(ServerRequest request, ServerResponse response) {
    QueryParameters.of(request).end();
    String path = request.path().path();
    TreeResource found =
        log.at(path.substring(PREFIX.length()))
            .orElseThrow(() ->
                new ProblemException(
                    Problem.notFound("No checkpoint of the log covers what is asked for.")));
    response
        .header(HeaderNames.CONTENT_TYPE, found.mediaType())
        .header(HeaderNames.CACHE_CONTROL, found.cacheControl())
        .send(found.bytes());
  }

  private void proof(ServerRequest request, ServerResponse response) {
    QueryParameters query = QueryParameters.of(request);
    long position =
        query
            .number("position")
            .filter(number -> number > 0)
            .orElseThrow(() -> QueryParameters.unfit("position", "that of an event, from 1"));
    query.end();
    byte[] proof = signed(position).getBytes(StandardCharsets.UTF_8);
    response
        .header(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .header(
            HeaderNames.CONTENT_DISPOSITION,
            "attachment; filename=\"event-%d.tlog-proof\"".formatted(position))
        .send(proof);
  }

  private String signed(long position) {
    try {
      return log.proof(Position.of(position))
          .orElseThrow(() -> new ProblemException(notSigned("Nothing is signed yet.")))
          .toString();
    } catch (NotCoveredException e) {
      throw new ProblemException(
          notSigned("The latest checkpoint has %d events.".formatted(e.size())));
    }
  }

  private static Problem notSigned(String detail) {
    return Problem.of(404, "not-signed", "No checkpoint covers this event", detail);
  }
}
