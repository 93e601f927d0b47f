package dev.cairn.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.cairn.merkle.AddCheckpoint;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.Hash;
import dev.cairn.merkle.KeyType;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.TreeHead;
import dev.cairn.merkle.VerifierKey;
import dev.cairn.testkit.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The conversation of a log and a witness over HTTP, on this machine. */
@Tag("process")
@Timeout(60)
final class WitnessHttpTest {

  private static final SignerKey KEY = SignerKey.generate("w.example", KeyType.ED25519_COSIGNATURE);

  /** SHA-256 of the origin. */
  private static final String HASH =
      "4d3203c8f35cdf600e475f55fede6081a703d3d322f208865fca2ec4f0e030f8";

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final ProofSource PROOFS = PublishedLog::proof;

  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private WitnessFolder state;
  private WitnessServer server;

  @BeforeEach
  void start() throws IOException {
    state = WitnessFolder.open(folder.resolve("witness"));
    server = WitnessServer.start(witness(state), anyPort());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    http.close();
    state.close();
  }

  @Test
  void theWholeConversationIsAnsweredAsTheProtocolHasIt() throws Exception {
    assertStatus(200, post(PublishedLog.request(0, 1)));
    SignedNote sound = PublishedLog.signed(3);
    byte[] flipped = sound.bytes();
    int at = flipped.length - 10;
    // Another letter of Base64: what is no Base64 at all would be malformed, not badly signed.
    flipped[at] = (byte) (flipped[at] == 'A' ? 'B' : 'A');
    assertStatus(403, post(new AddCheckpoint(1, proof(1, 3), SignedNote.parse(flipped))));
    SignedNote unknown =
        new Checkpoint("example.com/other", TreeHead.EMPTY).sign(List.of(PublishedLog.KEY), 0);
    assertStatus(404, post(new AddCheckpoint(0, List.of(), unknown)));
    assertStatus(422, post(new AddCheckpoint(1, List.of(), sound)));
    assertStatus(422, post(new AddCheckpoint(1, proof(1, 3).reversed(), sound)));
    assertStatus(200, post(PublishedLog.request(1, 3)));
    HttpResponse<String> stale = post(PublishedLog.request(1, 5));
    assertStatus(409, stale);
    assertEquals("3\n", stale.body());
    assertEquals("text/x.tlog.size", stale.headers().firstValue("content-type").orElseThrow());
    assertStatus(400, post(new AddCheckpoint(5, List.of(), sound)));
    assertStatus(422, post(new AddCheckpoint(3, List.of(), PublishedLog.fork(3))));
    assertStatus(200, post(PublishedLog.request(3, 5)));
  }

  @Test
  void theLatestCheckpointCanBeHad() throws Exception {
    String path = "/%s/checkpoint".formatted(HASH);
    assertStatus(404, get(path));
    post(PublishedLog.request(0, 3));
    HttpResponse<String> latest = get(path);
    assertStatus(200, latest);
    SignedNote note = SignedNote.parse(latest.body().getBytes(UTF_8));
    var opened = PublishedLog.IDENTITY.open(note, List.of(KEY.verifier()));
    assertEquals(PublishedLog.checkpoint(3), opened.checkpoint());
    assertEquals(2, opened.signatures().size());
  }

  @Test
  void whatIsNotServedIsSaid() throws Exception {
    assertStatus(404, get("/"));
    assertStatus(404, get("/add-checkpoint/more"));
    assertStatus(405, get("/add-checkpoint"));
    assertStatus(405, send(request("/%s/checkpoint".formatted(HASH)).DELETE().build()));
    assertStatus(400, send(post("old x\n".getBytes(UTF_8))));
    assertStatus(413, send(post(new byte[AddCheckpoint.MOST_BYTES + 1])));
    assertStatus(400, send(post(new byte[AddCheckpoint.MOST_BYTES])));
  }

  @Test
  void theClientHasACheckpointCosigned() throws Exception {
    WitnessClient client = client(server.address());
    SignedNote cosigned = client.submit(PublishedLog.signed(1), 0, PROOFS);
    assertEquals(2, PublishedLog.IDENTITY.open(cosigned, keys()).signatures().size());
    assertEquals(PublishedLog.signed(1).text(), cosigned.text());
    client.submit(PublishedLog.signed(3), 1, PROOFS);
  }

  @Test
  void theClientGoesOnFromTheSizeThatItIsTold() throws Exception {
    WitnessClient client = client(server.address());
    client.submit(PublishedLog.signed(3), 0, PROOFS);
    SignedNote cosigned = client.submit(PublishedLog.signed(5), 0, PROOFS);
    assertEquals(2, cosigned.signatures().size());
    client.submit(PublishedLog.signed(5), 1, PROOFS);
  }

  @Test
  void theClientSaysThatALogWasSetBackOrForked() throws Exception {
    WitnessClient client = client(server.address());
    client.submit(PublishedLog.signed(3), 0, PROOFS);
    var setBack =
        assertThrows(
            WitnessRefusedException.class, () -> client.submit(PublishedLog.signed(1), 0, PROOFS));
    assertEquals(409, setBack.status());
    assertEquals(WitnessRefusedException.Reason.SET_BACK, setBack.reason());
    assertTrue(setBack.toString().contains("set back"), setBack.toString());
    var forked =
        assertThrows(
            WitnessRefusedException.class, () -> client.submit(PublishedLog.fork(5), 3, PROOFS));
    assertEquals(422, forked.status());
    assertEquals(WitnessRefusedException.Reason.FORKED, forked.reason());
    assertTrue(forked.toString().contains("forked"), forked.toString());
  }

  @Test
  void theClientAsksTwiceAtMost() throws Exception {
    int[] asked = new int[1];
    HttpServer always =
        answering(exchange -> {
          asked[0]++;
          return new WitnessAnswer(409, WitnessAnswer.SIZE_TYPE, "1\n");
        });
    try {
      var refusal =
          assertThrows(
              WitnessRefusedException.class,
              () -> client(always.getAddress()).submit(PublishedLog.signed(3), 0, PROOFS));
      assertEquals(409, refusal.status());
      assertEquals(WitnessRefusedException.Reason.NOT_ACCEPTED, refusal.reason());
      assertEquals(2, asked[0]);
    } finally {
      always.stop(0);
    }
  }

  @Test
  void anAnswerThatIsNoCosignatureIsNotTaken() throws Exception {
    SignerKey stranger = SignerKey.generate("w.example", KeyType.ED25519_COSIGNATURE);
    String unknown = line(PublishedLog.checkpoint(3), stranger);
    String ofAnother = line(PublishedLog.checkpoint(1), KEY);
    for (WitnessAnswer answer :
        List.of(
            WitnessAnswer.text(200, ""),
            WitnessAnswer.text(200, "fine\n"),
            WitnessAnswer.text(200, unknown),
            WitnessAnswer.text(200, ofAnother),
            WitnessAnswer.text(200, "x".repeat(WitnessClient.MOST_ANSWER_BYTES + 1)),
            WitnessAnswer.text(409, "3"),
            WitnessAnswer.text(409, "03\n"),
            WitnessAnswer.text(409, "-3\n"),
            WitnessAnswer.text(301, "elsewhere\n"),
            WitnessAnswer.text(500, "broken\n"))) {
      HttpServer other = answering(_ -> answer);
      try {
        WitnessClient client = client(other.getAddress());
        assertThrows(
            WitnessUnavailableException.class,
            () -> client.submit(PublishedLog.signed(3), 0, PROOFS),
            answer::toString);
      } finally {
        other.stop(0);
      }
    }
  }

  @Test
  void linesOfKeysThatAreNotKnownAreLeftOut() throws Exception {
    SignerKey stranger = SignerKey.generate("w.example", KeyType.ED25519_COSIGNATURE);
    Checkpoint checkpoint = PublishedLog.checkpoint(3);
    HttpServer other =
        answering(_ -> WitnessAnswer.text(200, line(checkpoint, stranger) + line(checkpoint, KEY)));
    try {
      SignedNote cosigned = client(other.getAddress()).submit(PublishedLog.signed(3), 0, PROOFS);
      assertEquals(PublishedLog.signed(3).toString() + line(checkpoint, KEY), cosigned.toString());
    } finally {
      other.stop(0);
    }
  }

  @Test
  void aWitnessThatIsNotThereOrSilentIsUnavailable() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    HttpServer silent =
        answering(_ -> {
          end.await();
          return WitnessAnswer.text(500, "");
        });
    try {
      WitnessClient impatient =
          new WitnessClient(uri(silent.getAddress(), ""), keys(), http, Duration.ofMillis(50));
      assertThrows(
          WitnessUnavailableException.class,
          () -> impatient.submit(PublishedLog.signed(1), 0, PROOFS));
    } finally {
      end.countDown();
      silent.stop(0);
    }
    WitnessClient nobody = client(silent.getAddress());
    assertThrows(
        WitnessUnavailableException.class, () -> nobody.submit(PublishedLog.signed(1), 0, PROOFS));
  }

  @Test
  void moreThanItCanAnswerAtOnceAreToldToComeAgain() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    WitnessState slow =
        new WitnessState() {
          @Override
          public Optional<SignedNote> held(String origin) throws IOException {
            inside.countDown();
            try {
              end.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            return Optional.empty();
          }

          @Override
          public boolean advance(String origin, TreeHead from, SignedNote next) {
            return true;
          }
        };
    try (WitnessServer busy = WitnessServer.start(witness(slow), anyPort(), 1, LONG)) {
      URI address = uri(busy.address(), "add-checkpoint");
      HttpRequest request =
          HttpRequest.newBuilder(address)
              .POST(BodyPublishers.ofByteArray(PublishedLog.request(0, 1).bytes()))
              .build();
      var first = http.sendAsync(request, BodyHandlers.ofString());
      inside.await();
      assertStatus(503, send(request));
      end.countDown();
      assertStatus(200, first.get());
      Eventually.holds("it has done with the first", () -> send(request).statusCode() == 200);
    } finally {
      end.countDown();
    }
  }

  @Test
  void aBodyThatDoesNotComeInTimeIsCutOff() throws Exception {
    try (WitnessServer strict =
            WitnessServer.start(witness(state), anyPort(), 1, Duration.ofMillis(50));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), strict.address().getPort())) {
      String head = "POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: 100\r\n\r\nold";
      socket.getOutputStream().write(head.getBytes(UTF_8));
      String answer = answer(socket);
      assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 408"), answer);
    }
  }

  /** What comes until the end; one that cuts off before it has read what came resets instead. */
  private static String answer(Socket socket) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(answer);
    } catch (SocketException e) {
      // It is cut off in this way as well.
    }
    return answer.toString(UTF_8);
  }

  @Test
  void aWitnessThatFailsSaysSo() throws Exception {
    WitnessState broken =
        new WitnessState() {
          @Override
          public Optional<SignedNote> held(String origin) throws IOException {
            throw new IOException("no disk");
          }

          @Override
          public boolean advance(String origin, TreeHead from, SignedNote next) {
            return false;
          }
        };
    try (WitnessServer failing = WitnessServer.start(witness(broken), anyPort())) {
      WitnessClient client = client(failing.address());
      assertThrows(
          WitnessUnavailableException.class,
          () -> client.submit(PublishedLog.signed(1), 0, PROOFS));
    }
  }

  private interface Answering {
    WitnessAnswer answer(byte[] request) throws Exception;
  }

  private static HttpServer answering(Answering answering) throws IOException {
    HttpServer server = HttpServer.create(anyPort(), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            WitnessAnswer answer = answering.answer(exchange.getRequestBody().readAllBytes());
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(
                answer.status(), answer.bytes().length == 0 ? -1 : answer.bytes().length);
            exchange.getResponseBody().write(answer.bytes());
          } catch (Exception e) {
            throw new IOException(e);
          }
        });
    server.start();
    return server;
  }

  private static Witness witness(WitnessState state) {
    return new Witness(List.of(KEY), List.of(PublishedLog.IDENTITY), state, Clock.systemUTC());
  }

  private static List<VerifierKey> keys() {
    return List.of(KEY.verifier());
  }

  private static List<Hash> proof(long from, long to) {
    return PublishedLog.proof(from, to).hashes();
  }

  private static String line(Checkpoint checkpoint, SignerKey key) {
    return checkpoint.sign(List.of(key), 1).signatures().getFirst() + "\n";
  }

  private WitnessClient client(InetSocketAddress address) {
    return new WitnessClient(uri(address, ""), keys(), http, LONG);
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static URI uri(InetSocketAddress address, String path) {
    return URI.create("http://127.0.0.1:%d/%s".formatted(address.getPort(), path));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(server.address(), path.substring(1))).timeout(LONG);
  }

  private HttpRequest post(byte[] body) {
    return request("/add-checkpoint").POST(BodyPublishers.ofByteArray(body)).build();
  }

  private HttpResponse<String> post(AddCheckpoint request) throws Exception {
    return send(post(request.bytes()));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path).build());
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return http.send(request, BodyHandlers.ofString());
  }

  private static void assertStatus(int status, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer::body);
  }
}
