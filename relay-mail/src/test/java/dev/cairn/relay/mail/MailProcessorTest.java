package dev.cairn.relay.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.cairn.Filter;
import dev.cairn.Position;
import dev.cairn.flow.ParkedEvent;
import dev.cairn.flow.Processor;
import dev.cairn.flow.ProcessorControl;
import dev.cairn.flow.ProcessorOptions;
import dev.cairn.flow.ProcessorSpec;
import dev.cairn.flow.StateFolder;
import dev.cairn.testkit.Eventually;
import dev.cairn.testkit.InMemoryEventStore;
import dev.cairn.testkit.MemoryDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From an event that is appended to a mail that arrives, by way of a processor. */
final class MailProcessorTest {

  private static final String NAME = "welcome";
  private static final ProcessorOptions OPTIONS =
      ProcessorOptions.DEFAULT
          .withWaits(Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofSeconds(10))
          .withRetry(MailFailures.retries().withPauses(Duration.ofMillis(1), Duration.ofMillis(5)));

  private final InMemoryEventStore store = new InMemoryEventStore();

  @AfterEach
  void close() {
    store.close();
  }

  private static GreenMail mailbox(int port) {
    return new GreenMail(new ServerSetup(port, "127.0.0.1", "smtp"));
  }

  private MailRelay relay(SmtpServer server) {
    MailTemplate template =
        event ->
            Optional.of(event)
                .filter(one -> one.type().value().equals("CustomerRegistered"))
                .map(_ -> Recorded.welcome());
    return new MailRelay(NAME, store.id(), server, template);
  }

  private Processor started(MailRelay relay) {
    Processor processor =
        Processor.of(
            store,
            ProcessorSpec.of(NAME, Filter.everything(), relay),
            StateFolder.of(new MemoryDisk(), Path.of("/store")),
            OPTIONS);
    processor.start();
    return processor;
  }

  private static void settle(Processor processor, Position position) throws InterruptedException {
    assertTrue(
        processor.awaitSettled(position, Duration.ofSeconds(10)),
        () -> processor.status().toString());
  }

  private List<ParkedEvent> parked() {
    return ProcessorControl.notes(store, NAME).parked();
  }

  @Test
  void aUserRegistersAndAMailArrives() throws Exception {
    GreenMail mailbox = mailbox(0);
    mailbox.start();
    mailbox.setUser("bank@bank.example", "bank", "secret");
    SmtpServer server =
        SmtpServer.of("127.0.0.1", mailbox.getSmtp().getPort(), SmtpSecurity.NONE)
            .withCredentials("bank", "secret");
    try (MailRelay relay = relay(server);
        Processor processor = started(relay)) {
      Recorded.event(store, "customer-1", "CustomerRegistered");
      Recorded.event(store, "customer-1", "CustomerMoved");
      Position last = Recorded.event(store, "customer-2", "CustomerRegistered").position();

      settle(processor, last);

      assertEquals(2, mailbox.getReceivedMessages().length);
      assertEquals("Welcome", mailbox.getReceivedMessages()[0].getSubject());
      assertEquals(List.of(), parked());
    } finally {
      mailbox.stop();
    }
  }

  @Test
  void aMailWaitsForAServerThatIsDownForAsLongAsItTakes() throws Exception {
    GreenMail mailbox = mailbox(0);
    mailbox.start();
    int port = mailbox.getSmtp().getPort();
    mailbox.stop();
    GreenMail back = mailbox(port);
    try (MailRelay relay = relay(SmtpServer.of("127.0.0.1", port, SmtpSecurity.NONE));
        Processor processor = started(relay)) {
      Recorded.event(store, "customer-1", "CustomerRegistered");
      Position last = Recorded.event(store, "customer-2", "CustomerRegistered").position();
      int tries = OPTIONS.retry().attemptsMax() + 2;
      Eventually.holds(
          "it was tried more often than a failure is counted",
          () -> processor.status().retrying().stream().anyMatch(one -> one.attempts() > tries));

      back.start();
      settle(processor, last);

      assertEquals(2, back.getReceivedMessages().length);
      assertEquals(List.of(), parked());
    } finally {
      back.stop();
    }
  }

  @Test
  void aMailThatIsRefusedIsParkedWithoutItsAddressAndGoesOutWhenAnOperatorOrdersIt()
      throws Exception {
    AtomicBoolean refusing = new AtomicBoolean(true);
    String refusal = "554 " + Recorded.ANN.address() + " wants none of this";
    try (ScriptedServer server =
            ScriptedServer.saying(
                asked -> asked.equals(ScriptedServer.END) && refusing.get() ? refusal : "");
        MailRelay relay = relay(server.described());
        Processor processor = started(relay)) {
      Position position = Recorded.event(store, "customer-1", "CustomerRegistered").position();
      settle(processor, position);
      ParkedEvent parked = parked().getFirst();
      assertEquals(1, parked.attempts());
      assertTrue(parked.error().contains("554 (address) wants none"), parked.error());
      assertFalse(parked.error().contains(Recorded.ANN.address()), parked.error());

      refusing.set(false);
      ProcessorControl.over(store, "tom").replay(NAME, position);
      Eventually.holds("nothing is parked", () -> parked().isEmpty());

      List<String> ids = server.header("Message-ID");
      assertEquals(2, ids.size());
      assertNotEquals(ids.getFirst(), ids.getLast());
      assertEquals(
          List.of(position.toString(), position.toString()), server.header(MailRelay.POSITION));
    }
  }
}
