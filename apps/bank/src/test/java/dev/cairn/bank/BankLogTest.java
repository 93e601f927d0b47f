package dev.cairn.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Position;
import dev.cairn.disk.RealDisk;
import dev.cairn.log.LogReader;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.EntryBundle;
import dev.cairn.merkle.LogIdentity;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.TilePath;
import dev.cairn.merkle.TileReader;
import dev.cairn.merkle.TileSource;
import dev.cairn.merkle.TreeHasher;
import dev.cairn.merkle.TreeHead;
import dev.cairn.merkle.TreeProver;
import dev.cairn.merkle.TrustPolicy;
import dev.cairn.proofs.LogKeys;
import dev.cairn.proofs.ProofChecker;
import dev.cairn.proofs.ProofVerdict;
import dev.cairn.testkit.Eventually;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever knows the bank's key and nothing else can check its log over HTTP. */
class BankLogTest {

  @TempDir private Path data;

  private static HttpResponse<byte[]> send(int port, String method, String path) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build();
      return client.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static HttpResponse<byte[]> get(int port, String path) {
    return send(port, "GET", path);
  }

  private static Optional<byte[]> body(int port, String path) {
    HttpResponse<byte[]> response = get(port, path);
    return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
  }

  /** The log as somebody knows it who was given its keys. */
  private LogIdentity identity() {
    try (LogReader reader = LogReader.open(data.resolve("store"))) {
      return LogKeys.verifiers(new RealDisk(), data.resolve("keys"), reader.id())
          .orElseThrow()
          .identity();
    }
  }

  /** Waits until all events are signed. */
  private TreeHead signed(int port, long events) throws Exception {
    Eventually.holds(
        "all is signed",
        () ->
            body(port, "/log/checkpoint")
                .map(note -> Checkpoint.parse(SignedNote.parse(note).text()).head().size())
                .filter(size -> size == events)
                .isPresent());
    SignedNote note = SignedNote.parse(get(port, "/log/checkpoint").body());
    return identity().open(note, List.of()).checkpoint().head();
  }

  private static long events(Path store) {
    try (LogReader reader = LogReader.open(store)) {
      return reader.head().sequence();
    }
  }

  @Test
  void itsTilesAndEntriesMakeTheHeadThatItSigned() throws Exception {
    try (BankApp bank = BankApp.start(data, 0, true)) {
      int port = bank.port();
      TreeHead head = signed(port, events(data.resolve("store")));
      TileSource tiles = path -> body(port, "/log/" + path);
      assertEquals(head, new TreeProver(new TileReader(head.size(), tiles)).head(head.size()));
      TileReader reader = new TileReader(head.size(), tiles);
      TreeHasher hasher = new TreeHasher();
      TilePath.Entries last = TilePath.entriesOf(head.size()).toList().getLast();
      long index = last.index() * TilePath.FULL_WIDTH;
      for (byte[] entry : EntryBundle.read(last, body(port, "/log/" + last).orElseThrow())) {
        assertEquals(reader.hash(0, index), hasher.leaf(entry));
        index++;
      }
      assertEquals(head.size(), index);
    }
  }

  @Test
  void headersAreThoseOfTheSpecification() throws Exception {
    try (BankApp bank = BankApp.start(data, 0, true)) {
      int port = bank.port();
      signed(port, events(data.resolve("store")));
      assertHeaders("text/plain; charset=utf-8", "no-cache", get(port, "/log/checkpoint"));
      String octets = "application/octet-stream";
      String lasting = "public, max-age=31536000, immutable";
      assertHeaders(octets, lasting, get(port, "/log/tile/0/000"));
      assertHeaders(octets, lasting, get(port, "/log/tile/entries/000"));
      assertHeaders("text/plain; charset=utf-8", "no-store", get(port, "/log/proof?position=1"));
    }
  }

  private static void assertHeaders(
      String mediaType, String cacheControl, HttpResponse<byte[]> response) {
    assertEquals(200, response.statusCode());
    assertEquals(
        mediaType.replace(" ", ""),
        response.headers().firstValue("Content-Type").orElse("").replace(" ", ""));
    assertEquals(cacheControl, response.headers().firstValue("Cache-Control").orElse(""));
  }

  @Test
  void everyEventHasAProofThatCanBeCheckedWithTheKeyAlone() throws Exception {
    try (BankApp bank = BankApp.start(data, 0, true)) {
      int port = bank.port();
      long events = events(data.resolve("store"));
      signed(port, events);
      List<TrustPolicy.Log> logs =
          identity().keys().stream().map(key -> new TrustPolicy.Log(key, "")).toList();
      ProofChecker checker = new ProofChecker(new TrustPolicy(logs, List.of(), TrustPolicy.NONE));
      for (long position : new long[] {1, 257, events}) {
        byte[] proof = get(port, "/log/proof?position=" + position).body();
        ProofVerdict.Proven proven =
            assertInstanceOf(ProofVerdict.Proven.class, checker.check(proof));
        assertEquals(Position.of(position), proven.chain().last().position());
      }
    }
  }

  @Test
  void whatIsNotSignedOrNotThereIsAProblem() throws Exception {
    try (BankApp bank = BankApp.start(data, 0, true)) {
      int port = bank.port();
      long events = events(data.resolve("store"));
      signed(port, events);
      assertEquals(404, get(port, "/log/proof?position=" + (events + 1)).statusCode());
      for (String path :
          List.of("proof", "proof?position=0", "proof?position=x", "proof?position=1&x=1")) {
        assertEquals(400, get(port, "/log/" + path).statusCode(), path);
      }
      for (String path :
          List.of(
              "tile/0/999", "tile/0/0", "tile/head", "tile/..%2f..%2fstore.json", "tiles", "")) {
        assertEquals(404, get(port, "/log/" + path).statusCode(), path);
      }
      assertEquals(405, send(port, "POST", "/log/checkpoint").statusCode());
      assertEquals(405, send(port, "DELETE", "/log/tile/0/000").statusCode());
    }
  }

  @Test
  void whatIsWrittenIsSignedSoonAndAtTheLatestAtTheEnd() throws Exception {
    Path store = data.resolve("store");
    try (BankApp bank = BankApp.start(data, 0, true)) {
      signed(bank.port(), events(store));
    }
    long events = events(store);
    SignedNote last = SignedNote.parse(Files.readAllBytes(store.resolve("checkpoint")));
    assertEquals(events, identity().open(last, List.of()).checkpoint().head().size());
    assertTrue(Files.exists(data.resolve("keys")));
  }
}
