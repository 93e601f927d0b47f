package dev.cairn.relay.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.RecordedEvent;
import dev.cairn.flow.RetryPolicy.Kind;
import dev.cairn.testkit.InMemoryEventStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that refuse, fall silent and hang up. */
final class MailRelayFailureTest {

  private static final SmtpWaits SHORT =
      new SmtpWaits(Duration.ofSeconds(5), Duration.ofMillis(100), Duration.ofSeconds(5));

  private final InMemoryEventStore store = new InMemoryEventStore();
  private final RecordedEvent event = Recorded.event(store, "customer-1", "CustomerRegistered");

  @AfterEach
  void close() {
    store.close();
  }

  private MailRelay relay(SmtpServer server) {
    return relay(server, Recorded.welcome());
  }

  private MailRelay relay(SmtpServer server, Mail mail) {
    return new MailRelay("welcome", store.id(), server, Recorded.always(mail));
  }

  private MailException failure(SmtpServer server, Mail mail) {
    try (MailRelay relay = relay(server, mail)) {
      return assertThrows(MailException.class, () -> relay.handle(Recorded.first(event)));
    }
  }

  private MailException failure(SmtpServer server) {
    return failure(server, Recorded.welcome());
  }

  private static UnaryOperator<String> answering(String command, String answer) {
    return asked -> asked.startsWith(command) ? answer : "";
  }

  private static void assertKind(Kind kind, String part, MailException failure) {
    assertEquals(kind, MailFailures.kind(failure), failure::toString);
    assertTrue(failure.toString().contains(part), failure::toString);
  }

  @Test
  void aRefusedRecipientIsRefusedForGoodAndNobodyGetsTheMail() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.saying(
            answering("RCPT TO:<eve@home.example>", "550 <eve@home.example> no such user"))) {
      Mail mail = Recorded.welcome().withTo(Recorded.ANN, MailAddress.of("eve@home.example"));

      MailException failure = failure(server.described(), mail);

      assertKind(Kind.LASTING, "'550 <(address)> no such user' to its recipient 2", failure);
      assertFalse(failure.toString().contains("@"), failure::toString);
      assertFalse(server.commands().contains("DATA"));
      assertEquals(List.of(), server.mails());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"MAIL", "RCPT", "DATA", ScriptedServer.END})
  void whatIsRefusedForGoodIsParkedAndWhatIsPutOffIsNot(String command) throws IOException {
    try (ScriptedServer server = ScriptedServer.saying(answering(command, "554 never"))) {
      assertKind(Kind.LASTING, "554 never", failure(server.described()));
    }
    try (ScriptedServer server = ScriptedServer.saying(answering(command, "451 not now"))) {
      assertKind(Kind.PASSING, "451 not now", failure(server.described()));
    }
  }

  @Test
  void aRefusalIsHeardAlsoWhereTheConnectionBreaksBehindIt() throws IOException {
    UnaryOperator<String> script =
        asked ->
            switch (asked) {
              case ScriptedServer.END -> "554 spam";
              case "RSET" -> ScriptedServer.RESET;
              default -> "";
            };
    try (ScriptedServer server = ScriptedServer.saying(script)) {
      assertKind(Kind.LASTING, "554 spam", failure(server.described()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ScriptedServer.CONNECT,
        "EHLO",
        "AUTH",
        "MAIL",
        "RCPT",
        "DATA",
        ScriptedServer.END
      })
  void aServerThatNeverAnswersIsGivenUp(String command) throws IOException {
    try (ScriptedServer server =
        ScriptedServer.saying(answering(command, ScriptedServer.SILENCE))) {
      SmtpServer described = server.described().withCredentials("bank", "secret");

      assertKind(Kind.PASSING, "tried again", failure(described.withWaits(SHORT)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ScriptedServer.CONNECT,
        "EHLO",
        "AUTH",
        "MAIL",
        "RCPT",
        "DATA",
        ScriptedServer.END
      })
  void aServerThatHangsUpIsTriedAgain(String command) throws IOException {
    try (ScriptedServer server =
        ScriptedServer.saying(answering(command, ScriptedServer.HANG_UP))) {
      SmtpServer described = server.described().withCredentials("bank", "secret");

      assertKind(Kind.PASSING, "tried again", failure(described));
    }
  }

  @Test
  void aMailWhoseAcceptanceWasLostIsSentAgainUnderTheSameMessageId() throws Exception {
    ConcurrentHashMap<String, Boolean> lost = new ConcurrentHashMap<>();
    UnaryOperator<String> script =
        asked ->
            asked.equals(ScriptedServer.END) && lost.putIfAbsent(asked, true) == null
                ? ScriptedServer.HANG_UP
                : "";
    try (ScriptedServer server = ScriptedServer.saying(script);
        MailRelay relay = relay(server.described())) {
      MailException failure =
          assertThrows(MailException.class, () -> relay.handle(Recorded.first(event)));
      assertKind(Kind.PASSING, "twice with one Message-ID", failure);

      relay.handle(Recorded.again(event, 2));
      relay.handle(Recorded.ordered(event, UUID.randomUUID()));

      List<String> ids = server.header("Message-ID");
      assertEquals(3, ids.size());
      assertEquals(ids.getFirst(), ids.get(1));
      assertFalse(ids.getFirst().equals(ids.getLast()), ids::toString);
      assertEquals(3, server.header(MailRelay.EVENT_ID).size());
    }
  }

  @Test
  void aServerThatIsDownIsTriedAgainAndGetsTheMailWhenItIsUp() throws Exception {
    ScriptedServer down = ScriptedServer.saying(_ -> "");
    down.close();
    try (MailRelay relay = relay(down.described())) {
      assertKind(
          Kind.PASSING,
          "see that the server runs",
          assertThrows(MailException.class, () -> relay.handle(Recorded.first(event))));
      try (ScriptedServer up = ScriptedServer.at(down.port(), _ -> "")) {
        relay.handle(Recorded.again(event, 2));

        assertEquals(1, up.mails().size());
      }
    }
  }

  @Test
  void aUserWhoIsNotKnownIsNamedAndTriedAgain() throws IOException {
    try (ScriptedServer server = ScriptedServer.saying(answering("AUTH", "535 who are you"))) {
      MailException failure = failure(server.described().withCredentials("bank", "secret"));

      assertKind(Kind.PASSING, "correct user and password", failure);
      assertKind(Kind.PASSING, "535 who are you", failure);
      assertFalse(failure.toString().contains("secret"));
      assertFalse(server.commands().contains("DATA"));
    }
  }

  @Test
  void aServerThatWantsAUserIsTriedAgainWhateverItSaysNoTo() throws IOException {
    try (ScriptedServer server = ScriptedServer.saying(answering("MAIL", "530 log in first"))) {
      assertKind(Kind.PASSING, "correct user and password", failure(server.described()));
    }
  }

  @Test
  void nothingIsToldToAServerThatDoesNotOfferTls() throws IOException {
    try (ScriptedServer server = ScriptedServer.saying(_ -> "")) {
      SmtpServer described =
          SmtpServer.of("127.0.0.1", server.port(), SmtpSecurity.STARTTLS)
              .withCredentials("bank", "secret");

      assertKind(Kind.PASSING, "STARTTLS is required", failure(described));
      assertTrue(
          server.commands().stream().allMatch(command -> command.startsWith("EHLO")),
          server.commands()::toString);
    }
  }
}
