package dev.cairn.bank.http;

import dev.cairn.bank.Bank;
import dev.cairn.bank.PublicLog;
import dev.cairn.bank.view.BankView;
import dev.cairn.proofs.ProofPage;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;

/**
 * The bank's web server. It listens on this machine only (127.0.0.1), because it asks nobody who
 * they are. Every request has a virtual thread of its own.
 */
public final class BankServer implements AutoCloseable {

  private static final int CONNECTIONS_MAX = 1_000;
  private static final int REQUESTS_MAX = 500;
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final LiveStream live;
  private final WebServer server;

  private BankServer(LiveStream live, WebServer server) {
    this.live = live;
    this.server = server;
  }

  /**
   * Starts to listen.
   *
   * @param log what is shown to those who check the bank; nothing of a store that is no log
   * @param port the port; 0 for any that is free
   * @throws PortUnavailableException if somebody else listens there
   */
  public static BankServer start(Bank bank, BankView view, Optional<PublicLog> log, int port) {
    checkFree(port);
    LiveStream live = new LiveStream(view);
    PageFiles page = PageFiles.load();
    WebServer server =
        WebServer.builder()
            .address(InetAddress.ofLiteral("127.0.0.1"))
            .port(port)
            .shutdownHook(false)
            .shutdownGracePeriod(GRACE)
            .maxTcpConnections(CONNECTIONS_MAX)
            .maxConcurrentRequests(REQUESTS_MAX)
            .maxPayloadSize(4L * JsonBody.BYTES_MAX)
            .directHandlers(directly())
            .routing(routing -> route(routing, bank, view, log, live, page))
            .build();
    return new BankServer(live, server.start());
  }

  /** The server would let two listen at one port, and each would get some of the requests. */
  private static void checkFree(int port) {
    if (port == 0) {
      return;
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    } catch (IOException e) {
      throw new PortUnavailableException(port, e);
    }
  }

  private static void route(
      HttpRouting.Builder routing,
      Bank bank,
      BankView view,
      Optional<PublicLog> log,
      LiveStream live,
      PageFiles page) {
    routing
        .addFilter(new Guard(page.contentSecurityPolicy()))
        .error(Throwable.class, Problems::failed);
    new ReadRoutes(view).route(routing);
    new CommandRoutes(bank, view).route(routing);
    log.ifPresent(shown -> new LogRoutes(shown).route(routing));
    Routes.get(routing, "/api/events", live::serve);
    page.route(routing);
    new ProofRoute(ProofPage.make()).route(routing);
    routing.any(
        "/*",
        (request, response) ->
            Problems.send(response, Problem.notFound("There is nothing at this address.")));
  }

  /** What the server itself refuses, before any route is found, is a problem as well. */
  private static DirectHandlers directly() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (DirectHandler.EventType event : DirectHandler.EventType.values()) {
      handlers.addHandler(event, BankServer::refuse);
    }
    return handlers.build();
  }

  private static DirectHandler.TransportResponse refuse(
      DirectHandler.TransportRequest request,
      DirectHandler.EventType event,
      io.helidon.http.Status status,
      ServerResponseHeaders headers,
      String message) {
    Problem problem =
        status.code() == 413
            ? JsonBody.tooLarge()
            : Problem.of(
                status.code(),
                "bad-request",
                status.reasonPhrase(),
                "The server answered %d %s.".formatted(status.code(), status.reasonPhrase()));
    return DirectHandler.TransportResponse.builder()
        .status(status)
        .headers(headers)
        .header(HeaderValues.create(HeaderNames.CONTENT_TYPE, Problems.MEDIA_TYPE))
        .entity(Json.bytes(problem.members()))
        .keepAlive(event.keepAlive())
        .build();
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** Ends the live streams, lets requests finish for a moment, and stops listening. */
  @Override
  public void close() {
    live.close();
    server.stop();
  }
}
