package dev.cairn.bank.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.proofs.ProofPage;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;

/** The page that checks proofs in the browser, under a policy of its own. */
final class ProofRoute {

  private final byte[] html;
  private final String policy;

  ProofRoute(ProofPage page) {
    this.html = page.html().getBytes(UTF_8);
    this.policy = page.contentSecurityPolicy();
  }

  void route(HttpRouting.Builder routing) {
    Routes.get(
        routing,
        "/proof",
        (request, response) ->
            response
                .header(HeaderNames.create("Content-Security-Policy"), policy)
                .header(HeaderNames.CACHE_CONTROL, "no-cache")
                .header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8")
                .send(html));
  }
}
