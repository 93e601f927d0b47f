package dev.cairn.relay.mail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.cairn.NewEvent;
import dev.cairn.RecordedEvent;
import dev.cairn.testkit.InMemoryEventStore;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What arrives at a real server, and how it reads there. */
final class MailRelayTest {

  private static final String GREETING = "Grüße, Ξένη, 你好, \ud83d\ude00";

  private final InMemoryEventStore store = new InMemoryEventStore();
  private final GreenMail mailbox = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));

  @BeforeEach
  void start() {
    mailbox.start();
    mailbox.setUser("bank@bank.example", "bank", "secret");
  }

  @AfterEach
  void close() {
    mailbox.stop();
    store.close();
  }

  private SmtpServer server() {
    return SmtpServer.of("127.0.0.1", mailbox.getSmtp().getPort(), SmtpSecurity.NONE);
  }

  private MailRelay relay(MailTemplate template) {
    return new MailRelay("welcome", store.id(), server(), template);
  }

  private MimeMessage arrived(Mail mail) throws Exception {
    return arrived(mail, NewEvent.of("CustomerRegistered", "{}"));
  }

  private MimeMessage arrived(Mail mail, NewEvent event) throws Exception {
    RecordedEvent recorded = Recorded.event(store, "customer-1", event);
    try (MailRelay relay = relay(Recorded.always(mail))) {
      relay.handle(Recorded.first(recorded));
    }
    assertEquals(1, mailbox.getReceivedMessages().length);
    return mailbox.getReceivedMessages()[0];
  }

  @Test
  void everyScriptArrivesAsItWasWritten() throws Exception {
    MailAddress named = MailAddress.of("ann@home.example", GREETING);
    Mail mail =
        Mail.of(named, named, GREETING.repeat(9), GREETING + "\r\n.\r\n..dots\r\n").withCc(named);

    MimeMessage arrived = arrived(mail);

    assertEquals(GREETING.repeat(9), arrived.getSubject());
    assertEquals(GREETING + "\r\n.\r\n..dots\r\n", arrived.getContent());
    assertEquals(GREETING, ((InternetAddress) arrived.getFrom()[0]).getPersonal());
    assertEquals(
        GREETING, ((InternetAddress) arrived.getRecipients(RecipientType.CC)[0]).getPersonal());
  }

  @Test
  void aLineOfAnyLengthArrivesWhole() throws Exception {
    String line = "word ".repeat(1_000);

    assertEquals(line, arrived(Mail.of(Recorded.BANK, Recorded.ANN, "Long", line)).getContent());
  }

  @Test
  void textAndHtmlAreTwoFormsOfOneMail() throws Exception {
    MimeMessage arrived = arrived(Recorded.welcome().withHtml("<p>" + GREETING + "</p>"));

    MimeMultipart parts = (MimeMultipart) arrived.getContent();
    assertTrue(arrived.isMimeType("multipart/alternative"), arrived.getContentType());
    assertEquals(2, parts.getCount());
    assertTrue(parts.getBodyPart(0).isMimeType("text/plain"));
    assertEquals("<p>" + GREETING + "</p>", parts.getBodyPart(1).getContent());
  }

  @Test
  void htmlMayStandAlone() throws Exception {
    Mail mail =
        new Mail(
            Recorded.BANK, List.of(Recorded.ANN), List.of(), null, "Hello", null, "<p>Hello</p>");

    MimeMessage arrived = arrived(mail);

    assertTrue(arrived.isMimeType("text/html"), arrived.getContentType());
    assertEquals("<p>Hello</p>", arrived.getContent());
  }

  @Test
  void theHeadersTellWhichEventItIsOf() throws Exception {
    MailAddress desk = MailAddress.of("desk@bank.example");
    NewEvent event = Recorded.correlated("order 7\\r\\nBcc: eve@home.example");

    MimeMessage arrived = arrived(Recorded.welcome().withReplyTo(desk), event);

    RecordedEvent recorded = store.event(store.head()).orElseThrow();
    assertArrayEquals(new String[] {event.id().toString()}, arrived.getHeader(MailRelay.EVENT_ID));
    assertArrayEquals(new String[] {"1"}, arrived.getHeader(MailRelay.POSITION));
    assertArrayEquals(
        new String[] {"order%207%0D%0ABcc%3A%20eve%40home.example"},
        arrived.getHeader(MailRelay.CORRELATION_ID));
    assertNull(arrived.getHeader("Bcc"));
    assertArrayEquals(new String[] {"auto-generated"}, arrived.getHeader("Auto-Submitted"));
    assertEquals("desk@bank.example", arrived.getReplyTo()[0].toString());
    assertEquals(
        Date.from(recorded.timestamp().truncatedTo(ChronoUnit.SECONDS)), arrived.getSentDate());
    assertEquals(
        MessageId.of("welcome", store.id(), Recorded.first(recorded), "bank.example"),
        arrived.getMessageID());
  }

  @Test
  void aCorrelationIdThatFitsNoHeaderIsLeftOut() throws Exception {
    NewEvent longest = Recorded.correlated("c".repeat(MailRelay.HEADER_CHARS_MAX));
    NewEvent longer = Recorded.correlated("c".repeat(MailRelay.HEADER_CHARS_MAX + 1));

    assertEquals(
        MailRelay.HEADER_CHARS_MAX,
        arrived(Recorded.welcome(), longest).getHeader(MailRelay.CORRELATION_ID)[0].length());
    mailbox.purgeEmailFromAllMailboxes();
    assertNull(arrived(Recorded.welcome(), longer).getHeader(MailRelay.CORRELATION_ID));
  }

  @Test
  void allRecipientsGetIt() throws Exception {
    MailAddress eve = MailAddress.of("eve@home.example");
    MailAddress tom = MailAddress.of("tom@home.example");
    RecordedEvent event = Recorded.event(store, "customer-1", "CustomerRegistered");
    Mail mail = Recorded.welcome().withTo(Recorded.ANN, eve).withCc(tom);

    try (MailRelay relay = relay(Recorded.always(mail))) {
      relay.handle(Recorded.first(event));
    }

    assertEquals(3, mailbox.getReceivedMessages().length);
  }

  @Test
  void aWrongPasswordIsNoReasonToParkAMail() throws Exception {
    RecordedEvent event = Recorded.event(store, "customer-1", "CustomerRegistered");
    SmtpServer server = server().withCredentials("bank", "wrong");
    MailTemplate template = Recorded.always(Recorded.welcome());
    try (MailRelay relay = new MailRelay("welcome", store.id(), server, template)) {
      assertThrows(MailUnavailableException.class, () -> relay.handle(Recorded.first(event)));
    }
    assertEquals(0, mailbox.getReceivedMessages().length);
  }

  @Test
  void aRelayHasAName() {
    MailTemplate template = Recorded.always(Recorded.welcome());

    assertThrows(
        IllegalArgumentException.class,
        () -> new MailRelay("", store.id(), server(), template).close());
  }
}
