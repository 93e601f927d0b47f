package dev.cairn.relay.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.flow.RetryPolicy.Kind;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an answer means for a mail. */
final class SmtpFailureTest {

  private static MailException failure(SmtpReply... refusals) {
    return SmtpFailure.of("localhost:25", List.of(refusals), false, new IOException("gone"));
  }

  private static SmtpReply reply(int code) {
    return new SmtpReply("its recipient 2", code, code + " no\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "421, PASSING",
    "450, PASSING",
    "451, PASSING",
    "452, PASSING",
    "454, PASSING",
    "530, PASSING",
    "534, PASSING",
    "535, PASSING",
    "538, PASSING",
    "500, LASTING",
    "501, LASTING",
    "550, LASTING",
    "552, LASTING",
    "553, LASTING",
    "554, LASTING"
  })
  void whatIsForNowIsTriedAgainAndWhatIsForGoodIsNot(int code, Kind kind) {
    assertEquals(kind, MailFailures.kind(failure(reply(code))));
    assertEquals(kind, MailFailures.retries().kinds().apply(failure(reply(code))));
  }

  @Test
  void oneLastingRefusalDecidesForAllRecipients() {
    MailException failure = failure(reply(450), reply(550), reply(451));

    assertEquals(550, assertInstanceOf(MailRefusedException.class, failure).code());
    assertTrue(failure.toString().contains("its recipient 2"));
  }

  @Test
  void withoutAnAnswerItIsTriedAgainAndTheDoubtIsNamed() {
    IOException gone = new IOException("gone");

    String before = SmtpFailure.of("h:1", List.of(), false, gone).toString();
    String behind = SmtpFailure.of("h:1", List.of(), true, gone).toString();

    assertTrue(before.contains("before it had the mail"), before);
    assertTrue(behind.contains("twice with one Message-ID"), behind);
    assertEquals(Kind.PASSING, MailFailures.kind(failure()));
  }

  @Test
  void whatTheTemplateThrowsIsCounted() {
    assertEquals(Kind.COUNTED, MailFailures.kind(new IllegalStateException("no such customer")));
    assertEquals(Kind.LASTING, MailFailures.kind(new InvalidMailException("no address")));
  }

  /** What goes into an error goes into the log, from where it cannot be erased. */
  @Test
  void noAddressThatAServerRepeatsIsKept() {
    SmtpReply reply =
        new SmtpReply("its sender", 550, "550 5.1.1 <ann.o'neil+1@home.example>: ann@home unknown");

    assertEquals("550 5.1.1 <(address)>: (address) unknown", reply.text());
  }

  @Test
  void anAnswerIsOneShortLine() {
    SmtpReply reply = new SmtpReply("its sender", 550, "550-no\r\n550 never " + "x".repeat(10_000));

    assertTrue(reply.text().startsWith("550-no 550 never x"), reply.text());
    assertTrue(reply.text().length() < 600, reply.text());
  }
}
