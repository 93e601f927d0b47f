package dev.cairn.bank.http;

import static dev.cairn.bank.http.ApiClient.amount;
import static dev.cairn.bank.http.ApiClient.transfer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.bank.Bank;
import dev.cairn.bank.http.ApiClient.Reply;
import dev.cairn.bank.view.BankView;
import dev.cairn.flow.StateFolder;
import dev.cairn.proofs.ProofPage;
import dev.cairn.testkit.InMemoryEventStore;
import dev.cairn.testkit.MemoryDisk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BankApiTest {

  private final InMemoryEventStore store = new InMemoryEventStore();
  private BankView view;
  private BankServer server;
  private ApiClient api;

  @BeforeEach
  void start(@TempDir Path folder) {
    view =
        BankView.open(
            store, StateFolder.of(new MemoryDisk(), folder), folder.resolve("bank.sqlite"));
    server = BankServer.start(new Bank(store), view, Optional.empty(), 0);
    api = new ApiClient(server.port());
  }

  @AfterEach
  void stop() {
    api.close();
    server.close();
    view.close();
    store.close();
  }

  @Test
  void anAccountIsOpenedAndRead() {
    Reply opened =
        api.post(
            "/api/accounts",
            "{\"firstName\":\"Zoë\",\"lastName\":\"van Dyk\",\"currency\":\"USD\"}");
    assertEquals(201, opened.status());
    Reply read = api.get(opened.header("Location"));
    assertEquals(200, read.status());
    assertEquals("Zoë van Dyk", read.body().path("owner").stringValue());
    assertEquals("USD", read.body().path("currency").stringValue());
    assertEquals(0, read.body().path("balance").longValue());
  }

  @Test
  void whoeverWroteReadsItAtOnce() {
    String id = api.account("Ada", 0);
    for (int i = 1; i <= 50; i++) {
      api.post("/api/accounts/" + id + "/deposits", amount(3));
      assertEquals(3L * i, api.balance(id));
    }
  }

  @Test
  void moneyGoesOutAndOver() {
    String ada = api.account("Ada", 100);
    String bob = api.account("Bob", 0);
    assertEquals(200, api.post("/api/accounts/" + ada + "/withdrawals", amount(10)).status());
    Reply moved = api.post("/api/transfers", transfer(ada, bob, 30));
    assertEquals(200, moved.status());
    assertEquals(60, moved.body().at("/accounts/0/balance").longValue());
    assertEquals(30, moved.body().at("/accounts/1/balance").longValue());
    assertEquals(60, api.balance(ada));
    assertEquals(30, api.balance(bob));
  }

  @Test
  void aRefusalNamesItsRuleAndItsFacts() {
    String ada = api.account("Ada", 50);
    Reply refused = api.post("/api/accounts/" + ada + "/withdrawals", amount(100));
    assertEquals(409, refused.status());
    assertEquals("application/problem+json", refused.header("Content-Type"));
    assertEquals("insufficient-funds", refused.problem());
    assertEquals(409, refused.body().path("status").intValue());
    assertEquals("Insufficient Funds", refused.body().path("title").stringValue());
    assertEquals(
        "The balance is EUR 0.50, EUR 1.00 were asked for.",
        refused.body().path("detail").stringValue());
    assertEquals("InsufficientFunds", refused.body().path("rule").stringValue());
    assertEquals(50, refused.body().at("/balance/minor").longValue());
    assertEquals(100, refused.body().at("/asked/minor").longValue());
  }

  @Test
  void everyRuleHasItsStatus() {
    String ada = api.account("Ada", 50);
    String deposits = "/api/accounts/" + ada + "/deposits";
    assertProblem(
        409, "currency-mismatch", api.post(deposits, "{\"amount\":1,\"currency\":\"USD\"}"));
    assertProblem(422, "amount-not-positive", api.post(deposits, amount(0)));
    assertProblem(409, "balance-too-large", api.post(deposits, amount((1L << 53) - 1)));
    assertProblem(422, "same-account", api.post("/api/transfers", transfer(ada, ada, 1)));
    assertProblem(
        404, "account-not-open", api.post("/api/transfers", transfer(ada, "4000000009", 1)));
    assertProblem(
        404, "account-not-open", api.post("/api/accounts/4000000009/deposits", amount(1)));
    assertEquals(50, api.balance(ada));
  }

  private static void assertProblem(int status, String problem, Reply reply) {
    assertEquals(problem, reply.problem(), () -> reply.response().body());
    assertEquals(status, reply.status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{",
        "{\"amount\":1}",
        "{\"amount\":1.5,\"currency\":\"EUR\"}",
        "{\"amount\":1.0,\"currency\":\"EUR\"}",
        "{\"amount\":\"1\",\"currency\":\"EUR\"}",
        "{\"amount\":9007199254740992,\"currency\":\"EUR\"}",
        "{\"amount\":99999999999999999999,\"currency\":\"EUR\"}",
        "{\"amount\":1,\"amount\":2,\"currency\":\"EUR\"}",
        "{\"amount\":1,\"currency\":\"EURO\"}",
        "{\"amount\":1,\"currency\":\"EUR\",\"tip\":1}",
        "{\"amount\":1,\"currency\":\"EUR\",\"reference\":null}",
        "{\"amount\":1,\"currency\":\"EUR\",\"reference\":\" x\"}",
        "{\"amount\":1,\"currency\":\"EUR\",\"reference\":\"a\\nb\"}",
        "{\"amount\":1,\"currency\":\"EUR\"} {}"
      })
  void whatIsNotUnderstoodIsABadRequestAndChangesNothing(String body) {
    String ada = api.account("Ada", 50);
    assertProblem(400, "bad-request", api.post("/api/accounts/" + ada + "/deposits", body));
    assertEquals(50, api.balance(ada));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"?limit=0", "?limit=201", "?limit=x", "?after=x", "?limit=1&limit=2", "?x=1"})
  void aQueryIsReadStrictly(String query) {
    assertProblem(400, "bad-request", api.get("/api/accounts" + query));
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertProblem(404, "not-found", api.get("/api/nothing"));
    assertProblem(404, "not-found", api.get("/api/accounts/4000000009"));
    assertProblem(404, "not-found", api.get("/api/accounts/x/statement"));
  }

  @Test
  void anotherMethodIsNotAllowed() {
    Reply reply = api.send(api.to("/api/transfers").GET());
    assertProblem(405, "method-not-allowed", reply);
    assertEquals("POST", reply.header("Allow"));
    assertProblem(405, "method-not-allowed", api.send(api.to("/").DELETE()));
  }

  @Test
  void anotherMediaTypeIsNotSupported() {
    Reply reply =
        api.send(
            api.to("/api/accounts")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("owner=x")));
    assertProblem(415, "unsupported-media-type", reply);
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedWithAndWithoutItsLength() {
    String large = " ".repeat(JsonBody.BYTES_MAX + 1);
    assertProblem(413, "body-too-large", api.post("/api/accounts", large));
    Reply chunked =
        api.send(
            api.to("/api/accounts")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(large))));
    assertProblem(413, "body-too-large", chunked);
  }

  @Test
  void aRepeatedRequestGetsTheFirstAnswerAndChangesNothing() {
    String ada = api.account("Ada", 0);
    String path = "/api/accounts/" + ada + "/deposits";
    Reply first = api.post(path, amount(5), "Idempotency-Key", "k-1");
    api.post(path, amount(7));
    Reply again = api.post(path, amount(5), "Idempotency-Key", "k-1");
    assertEquals(first.status(), again.status());
    assertEquals(first.body(), again.body());
    assertEquals("false", first.header("Idempotency-Replayed"));
    assertEquals("true", again.header("Idempotency-Replayed"));
    assertEquals(12, api.balance(ada));
  }

  @Test
  void aRepeatedOpeningIsTheSameAccount() {
    String body = "{\"firstName\":\"Ada\",\"currency\":\"EUR\"}";
    Reply first = api.post("/api/accounts", body, "Idempotency-Key", "k-2");
    Reply again = api.post("/api/accounts", body, "Idempotency-Key", "k-2");
    assertEquals(201, again.status());
    assertEquals(first.body(), again.body());
    assertEquals(first.header("Location"), again.header("Location"));
  }

  @Test
  void aKeyBelongsToOneRequest() {
    String ada = api.account("Ada", 0);
    String path = "/api/accounts/" + ada + "/deposits";
    api.post(path, amount(5), "Idempotency-Key", "k-3");
    assertProblem(
        422, "idempotency-key-reused", api.post(path, amount(6), "Idempotency-Key", "k-3"));
    String other = "/api/accounts/" + api.account("Bob", 0) + "/deposits";
    assertProblem(
        422, "idempotency-key-reused", api.post(other, amount(5), "Idempotency-Key", "k-3"));
    assertProblem(400, "bad-request", api.post(path, amount(5), "Idempotency-Key", "a b"));
    assertEquals(5, api.balance(ada));
  }

  @Test
  void aRequestSentManyTimesAtOnceIsDoneOnce() throws Exception {
    String ada = api.account("Ada", 0);
    String path = "/api/accounts/" + ada + "/deposits";
    atOnce(16, i -> api.post(path, amount(5), "Idempotency-Key", "k-4"));
    assertEquals(5, api.balance(ada));
  }

  @Test
  void transfersAtTheSameTimeKeepTheSum() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ids.add(api.account("Owner " + i, 1_000));
    }
    List<Reply> replies =
        atOnce(
            120,
            i ->
                api.post(
                    "/api/transfers",
                    transfer(ids.get(i % 4), ids.get((i * 7 + 1 + i / 4) % 4), 100 + i)));
    assertTrue(replies.stream().anyMatch(reply -> reply.status() == 200));
    assertTrue(
        replies.stream().allMatch(reply -> List.of(200, 409, 422).contains(reply.status())),
        () -> replies.stream().map(Reply::status).distinct().toList().toString());
    long sum = 0;
    for (String id : ids) {
      long balance = api.balance(id);
      assertTrue(balance >= 0);
      sum += balance;
    }
    assertEquals(4_000, sum);
  }

  private interface Request {
    Reply send(int number);
  }

  private static List<Reply> atOnce(int count, Request request) throws Exception {
    List<Future<Reply>> waiting = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        int number = i;
        waiting.add(threads.submit(() -> request.send(number)));
      }
    }
    List<Reply> replies = new ArrayList<>();
    for (Future<Reply> one : waiting) {
      replies.add(one.get());
    }
    return replies;
  }

  @Test
  void accountsComeInPages() {
    List<String> opened =
        Stream.of("A", "B", "C").map(owner -> api.account(owner, 0)).sorted().toList();
    List<String> read = new ArrayList<>();
    String after = "";
    do {
      Reply page = api.get("/api/accounts?limit=1" + (after.isEmpty() ? "" : "&after=" + after));
      page.body().path("accounts").forEach(one -> read.add(one.path("id").stringValue()));
      after = page.body().path("next").stringValue("");
    } while (!after.isEmpty());
    assertEquals(opened, read);
  }

  @Test
  void aStatementComesInPagesNewestFirst() {
    String ada = api.account("Ada", 10);
    api.post("/api/accounts/" + ada + "/withdrawals", amount(4));
    String path = "/api/accounts/" + ada + "/statement";
    Reply newest = api.get(path + "?limit=2");
    assertEquals("withdrawal", newest.body().at("/lines/0/kind").stringValue());
    assertEquals(-4, newest.body().at("/lines/0/amount").longValue());
    assertEquals(6, newest.body().at("/lines/0/balance").longValue());
    assertEquals("deposit", newest.body().at("/lines/1/kind").stringValue());
    Reply oldest = api.get(path + "?after=" + newest.body().path("next").stringValue());
    assertEquals("opened", oldest.body().at("/lines/0/kind").stringValue());
    assertFalse(oldest.body().has("next"));
  }

  @Test
  void whoListensHearsWhatChangedAndMissesNothingOnComingBack() throws Exception {
    String ada = api.account("Ada", 10);
    String position = api.get("/api/accounts").body().path("position").stringValue();
    api.post("/api/accounts/" + ada + "/deposits", amount(5));
    String heard = firstEvent("/api/events", position);
    assertTrue(heard.contains("\"id\":\"" + ada + "\""), heard);
    assertTrue(heard.contains("\"balance\":15"), heard);
    String reset = firstEvent("/api/events", "999999");
    assertTrue(reset.contains("position"), reset);
  }

  private String firstEvent(String path, String lastEventId) throws Exception {
    HttpResponse<Stream<String>> response =
        api.client()
            .send(
                api.to(path).header("Last-Event-ID", lastEventId).build(), BodyHandlers.ofLines());
    assertEquals("text/event-stream", response.headers().firstValue("Content-Type").orElse(""));
    try (Stream<String> lines = response.body()) {
      Iterator<String> each = lines.iterator();
      while (each.hasNext()) {
        String line = each.next();
        if (line.startsWith("data:")) {
          return line;
        }
      }
    }
    throw new AssertionError("the stream ended without an event");
  }

  @Test
  void thePageAndItsModulesAreServedUnderAStrictPolicy() {
    Reply page = api.get("/");
    assertEquals(200, page.status());
    String policy = page.header("Content-Security-Policy");
    assertTrue(policy.startsWith("default-src 'none'"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    assertEquals("nosniff", page.header("X-Content-Type-Options"));
    for (String path :
        List.of(
            "/app.js",
            "/api.js",
            "/money.js",
            "/modules/lit/index.js",
            "/modules/lit-html/lit-html.js",
            "/modules/lit-html/is-server.js",
            "/modules/lit-element/lit-element.js",
            "/modules/lit__reactive-element/reactive-element.js",
            "/modules/lit__reactive-element/css-tag.js")) {
      assertEquals("text/javascript; charset=utf-8", api.get(path).header("Content-Type"), path);
    }
    Reply cached =
        api.send(api.to("/app.js").header("If-None-Match", api.get("/app.js").header("ETag")));
    assertEquals(304, cached.status());
  }

  @Test
  void thePageThatChecksProofsIsServedUnderItsOwnPolicy() {
    Reply page = api.get("/proof");
    assertEquals(200, page.status());
    assertEquals("text/html; charset=utf-8", page.header("Content-Type"));
    assertEquals(ProofPage.make().html(), page.response().body());
    assertEquals(
        List.of(ProofPage.make().contentSecurityPolicy()),
        page.response().headers().allValues("Content-Security-Policy"));
  }

  @Test
  void itIsHealthyWhileItsViewFollows() {
    assertEquals("up", api.get("/health").body().path("status").stringValue());
    view.close();
    assertEquals(503, api.get("/health").status());
  }

  @Test
  void aRequestForAnotherHostIsTurnedAway() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              "GET /api/accounts HTTP/1.1\r\nHost: bank.example\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      assertTrue(String.valueOf(in.readLine()).contains(" 421 "));
    }
  }
}
