package dev.cairn.bank;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.bank.ProofWindow.Verdict;
import dev.cairn.proofs.ProofPage;
import dev.cairn.testkit.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.logging.LogType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page that checks proofs asks the network for itself and for nothing more. */
@Tag("browser")
class ProofPageNetworkTest {

  private static final Verdict VERIFIED =
      new Verdict(
          "verified",
          "Verified: the log holds this event",
          Map.of("proof", "good", "events", "good", "way", "good", "signature", "good"));

  private static final String REQUEST = "Network.requestWillBeSent";

  /** What a page asks for; the browser's own pages and what lies in an address are left out. */
  private static final Pattern NETWORK = Pattern.compile("(?!(chrome|about|data):)");

  @TempDir Path folder;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final ProofPage html = ProofPage.make();
  private HttpServer server;
  private SampleLog log;

  @BeforeEach
  void start() throws IOException {
    Chromium.isNeeded();
    log = new SampleLog(folder.resolve("store"));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  private String address() {
    return "http://127.0.0.1:%d/".formatted(server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestURI().getPath());
    byte[] bytes = html.html().getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void aServedPageIsTheOnlyRequest() {
    String address = address() + "proof";
    try (ProofWindow page = new ProofWindow(folder, address, 390)) {
      assertEquals(List.of(address), requestsOfACheckIn(page));
      assertEquals(List.of("/proof"), asked);
      assertEquals("refused", breakOutOf(page));
      assertEquals(List.of("/proof"), asked);
    }
  }

  @Test
  void aLocalFileAsksNothing() {
    try (ProofWindow page = ProofWindow.ofFile(folder, 390)) {
      assertEquals(List.of(ProofWindow.file(folder)), requestsOfACheckIn(page));
      assertEquals("refused", breakOutOf(page));
      assertEquals(List.of(), asked);
    }
  }

  /** Opens the page, has a proof checked, and returns what the browser asked for meanwhile. */
  private List<String> requestsOfACheckIn(ProofWindow page) {
    page.open(log.key.verifier().toString()).giveProof(log.proof(42).bytes()).expect(VERIFIED);
    List<String> complaints =
        page.driver().manage().logs().get(LogType.BROWSER).getAll().stream()
            .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
            .map(Object::toString)
            .toList();
    assertEquals(List.of(), complaints);
    return page.driver().manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(entry -> JsonMapper.shared().readTree(entry.getMessage()).path("message"))
        .filter(message -> message.path("method").stringValue("").equals(REQUEST))
        .map(ProofPageNetworkTest::url)
        .filter(url -> NETWORK.matcher(url).lookingAt())
        .toList();
  }

  @Test
  void aNarrowWindowScrollsDownwardsOnly() {
    try (ProofWindow page = ProofWindow.ofFile(folder, 500)) {
      page.open(log.key.verifier().toString())
          .giveProof(log.proof(log.stream(), log.checkpoint).bytes());
      Eventually.holds("a verdict", () -> page.text("#verdict").contains("Verified"));
      Object wider =
          page.driver()
              .executeScript(
                  "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
      assertEquals(0L, wider);
    }
  }

  private static String url(JsonNode message) {
    return message.path("params").path("request").path("url").stringValue("");
  }

  /** Tries to reach the server in the ways that a page has, and says what became of it. */
  private String breakOutOf(ProofWindow page) {
    return Objects.toString(
        page.driver()
            .executeAsyncScript(
                """
                const [server, done] = arguments;
                const loaded = new Promise((resolve) => {
                  const image = new Image();
                  image.onload = image.onerror = resolve;
                  image.src = server + "image";
                });
                const frame = document.createElement("iframe");
                frame.src = server + "frame";
                document.body.append(frame);
                const fetched = fetch(server + "fetch", { mode: "no-cors" }).then(() => "sent", () => "refused");
                Promise.all([fetched, loaded]).then(([fetched]) => done(fetched));
                """,
                address()));
  }
}
