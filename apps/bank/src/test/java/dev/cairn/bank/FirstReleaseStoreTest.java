package dev.cairn.bank;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.EventReader;
import dev.cairn.bank.account.Account;
import dev.cairn.log.LogReader;
import dev.cairn.model.Aggregates;
import dev.cairn.model.Loaded;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A store that the first release wrote, as it lies in the resources, under today's code. All its
 * events are of schema 1: its first ones of forms that were given up before that release (openings
 * that carry a first deposit, deposits without a currency), the rest written by its commands and
 * its demonstration. {@code accounts.tsv} tells what must come of it: number, version, owner,
 * balance and currency of each account, as that release saw them, or reckoned by hand.
 */
class FirstReleaseStoreTest {

  private static final List<String> KEPT = List.of("store.json", "events.log");

  @TempDir private Path data;
  private final Map<String, List<String>> accounts = new TreeMap<>();

  @BeforeEach
  void unpack() throws IOException {
    Path store = Files.createDirectories(data.resolve("store"));
    for (String name : List.of("store.json", "events.log", "head")) {
      Files.write(store.resolve(name), resource("store/" + name));
    }
    for (String line :
        new String(resource("accounts.tsv"), StandardCharsets.UTF_8).lines().toList()) {
      List<String> columns = List.of(line.split("\t", -1));
      accounts.put(columns.getFirst(), columns);
    }
    assertEquals(59, accounts.size());
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            FirstReleaseStoreTest.class.getResourceAsStream("first-release/" + name), name)) {
      return in.readAllBytes();
    }
  }

  /** What the bank itself records, as that its view has begun, comes behind them. */
  private void assertItsBytesComeFirst() throws IOException {
    for (String name : KEPT) {
      byte[] before = resource("store/" + name);
      byte[] now = Files.readAllBytes(data.resolve("store").resolve(name));
      assertTrue(now.length >= before.length, name);
      assertArrayEquals(before, Arrays.copyOf(now, before.length), name);
    }
  }

  private void assertItsBytesAreUnchanged() throws IOException {
    for (String name : KEPT) {
      assertArrayEquals(
          resource("store/" + name), Files.readAllBytes(data.resolve("store").resolve(name)), name);
    }
  }

  @Test
  void everyAccountIsWhatItWas() throws IOException {
    try (EventReader store = LogReader.open(data.resolve("store"))) {
      Aggregates aggregates = Aggregates.of(store);
      for (List<String> expected : accounts.values()) {
        Loaded<Account> loaded = aggregates.load(Account.TYPE, expected.getFirst());
        Account.Open account = assertInstanceOf(Account.Open.class, loaded.state());
        assertEquals(
            expected,
            List.of(
                expected.getFirst(),
                loaded.version().toString(),
                account.owner().toString(),
                Long.toString(account.balance().minor()),
                account.balance().currency().getCurrencyCode()));
      }
    }
    assertItsBytesAreUnchanged();
  }

  @Test
  void everyPageAndEveryReadOfTheApiWorks() throws Exception {
    try (BankApp bank = BankApp.start(data, 0, false);
        HttpClient client = HttpClient.newHttpClient()) {
      Pages pages = new Pages(client, bank.port());
      assertTrue(pages.get("/").body().contains("<html"));
      assertEquals("up", pages.json("/health").path("status").stringValue());
      JsonNode all = pages.json("/api/accounts?limit=200").path("accounts");
      assertEquals(
          List.copyOf(accounts.keySet()),
          all.valueStream().map(one -> one.path("id").stringValue()).toList());
      for (JsonNode account : all) {
        List<String> expected =
            Objects.requireNonNull(accounts.get(account.path("id").stringValue()));
        assertEquals(expected, columns(account));
        assertEquals(
            expected, columns(pages.json("/api/accounts/" + account.path("id").stringValue())));
        assertStatement(pages, account);
      }
    }
    assertItsBytesComeFirst();
  }

  private static List<String> columns(JsonNode account) {
    return List.of(
        account.path("id").stringValue(),
        account.path("version").asString(),
        account.path("owner").stringValue(),
        account.path("balance").asString(),
        account.path("currency").stringValue());
  }

  /** One page and pages of one line tell the same; the amounts come to the balance. */
  private static void assertStatement(Pages pages, JsonNode account) throws Exception {
    String path = "/api/accounts/%s/statement".formatted(account.path("id").stringValue());
    List<JsonNode> lines = pages.json(path + "?limit=200").path("lines").valueStream().toList();
    assertEquals(
        account.path("balance").longValue(),
        lines.stream().mapToLong(line -> line.path("amount").longValue()).sum());
    assertEquals(account.path("balance"), lines.getFirst().path("balance"));
    String next = "";
    for (JsonNode line : lines) {
      JsonNode page = pages.json(path + "?limit=1" + next);
      assertEquals(line, page.at("/lines/0"));
      next = "&after=" + page.path("next").asString("");
    }
  }

  @Test
  void anOpeningThatCarriedAFirstDepositIsTwoLinesOfOneVersion() throws Exception {
    try (BankApp bank = BankApp.start(data, 0, false);
        HttpClient client = HttpClient.newHttpClient()) {
      JsonNode lines =
          new Pages(client, bank.port()).json("/api/accounts/3000000001/statement").path("lines");
      assertEquals(
          List.of("5 4 500 14250", "4 3 250 13750", "3 2 1000 13500", "2 1 12500 12500", "1 1 0 0"),
          lines
              .valueStream()
              .map(line ->
                  "%s %s %s %s"
                      .formatted(
                          line.path("line").asString(),
                          line.path("version").asString(),
                          line.path("amount").asString(),
                          line.path("balance").asString()))
              .toList());
    }
  }

  @Test
  void itsAccountsTakeCommandsAndNothingThatWasStoredChanges() throws Exception {
    try (BankApp bank = BankApp.start(data, 0, false);
        HttpClient client = HttpClient.newHttpClient()) {
      Pages pages = new Pages(client, bank.port());
      HttpResponse<String> sent =
          pages.post(
              "/api/transfers",
              "{\"from\":\"3000000001\",\"to\":\"3000000003\",\"amount\":14250,\"currency\":\"USD\"}");
      assertEquals(200, sent.statusCode(), sent::body);
      assertEquals(0, pages.json("/api/accounts/3000000001").path("balance").longValue());
      assertEquals(19_250, pages.json("/api/accounts/3000000003").path("balance").longValue());
    }
    byte[] before = resource("store/events.log");
    byte[] after = Files.readAllBytes(data.resolve("store/events.log"));
    assertArrayEquals(before, Arrays.copyOf(after, before.length));
    assertTrue(after.length > before.length);
  }

  /**
   * The API of a running bank.
   *
   * @param client what asks it
   * @param port where it listens
   */
  private record Pages(HttpClient client, int port) {

    private HttpResponse<String> send(HttpRequest.Builder request)
        throws IOException, InterruptedException {
      return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
      return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
      HttpResponse<String> answer = send(request(path));
      assertEquals(200, answer.statusCode(), () -> path + ": " + answer.body());
      return answer;
    }

    JsonNode json(String path) throws IOException, InterruptedException {
      return JsonMapper.shared().readTree(get(path).body());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
      return send(
          request(path)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body)));
    }
  }
}
