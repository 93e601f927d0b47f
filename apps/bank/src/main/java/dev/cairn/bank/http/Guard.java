package dev.cairn.bank.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.Set;

/**
 * Stands before every route. It sets the headers that keep a browser in bounds, and refuses
 * requests for a host that is not this machine: a foreign page whose name was made to point at
 * 127.0.0.1 (DNS rebinding) would otherwise speak to the bank in its visitor's name. Pages of other
 * origins cannot send commands: those are JSON, for which a browser asks leave first and gets none.
 */
final class Guard implements Filter {

  private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost", "[::1]");

  private final String contentSecurityPolicy;

  Guard(String contentSecurityPolicy) {
    this.contentSecurityPolicy = contentSecurityPolicy;
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    response
        .header(HeaderNames.create("Content-Security-Policy"), contentSecurityPolicy)
        .header(HeaderNames.create("X-Content-Type-Options"), "nosniff")
        .header(HeaderNames.create("X-Frame-Options"), "DENY")
        .header(HeaderNames.create("Referrer-Policy"), "no-referrer")
        .header(HeaderNames.create("Cross-Origin-Opener-Policy"), "same-origin")
        .header(HeaderNames.create("Cross-Origin-Resource-Policy"), "same-origin")
        .header(
            HeaderNames.create("Permissions-Policy"), "camera=(), geolocation=(), microphone=()");
    if (!HOSTS.contains(host(request.authority()))) {
      Problems.send(
          response,
          Problem.of(
              421,
              "misdirected",
              "This is not the host you asked for",
              "The bank answers on 127.0.0.1 and localhost only."));
      return;
    }
    chain.proceed();
  }

  private static String host(String authority) {
    return authority.replaceFirst(":[0-9]*$", "");
  }
}
