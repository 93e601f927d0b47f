package dev.cairn.relay.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mail that is there is a valid one. */
final class MailTest {

  private static final MailAddress BANK = MailAddress.of("bank@bank.example");
  private static final MailAddress ANN = MailAddress.of("ann@home.example");

  private static Mail mail(String subject, String text) {
    return Mail.of(BANK, ANN, subject, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Hello\r\nBcc: eve@bank.example", "Hello\n", "\r", "a\0", "\u001b[2J", "a\ttab"})
  void noSubjectCanBeginAnotherHeader(String subject) {
    String message =
        assertThrows(InvalidMailException.class, () -> mail(subject, "text")).toString();

    assertTrue(message.contains("the subject holds the control character U+00"), message);
  }

  @Test
  void aSubjectHasALimitInBytes() {
    String longest = "é".repeat(Mail.SUBJECT_BYTES_MAX / 2);

    assertEquals(longest, mail(longest, "text").subject());
    assertThrows(InvalidMailException.class, () -> mail(longest + "e", "text"));
  }

  @Test
  void textAndHtmlHaveALimitInBytes() {
    String longest = "e".repeat(Mail.BODY_BYTES_MAX);
    Mail mail = mail("Hello", longest).withHtml(longest);

    assertEquals(longest, mail.html());
    assertThrows(InvalidMailException.class, () -> mail("Hello", longest + "e"));
    assertThrows(InvalidMailException.class, () -> mail.withHtml(longest + "e"));
  }

  @Test
  void aBodyHasLinesAndTabsButNoOtherControlCharacters() {
    assertEquals("a\r\n\tb\n", mail("Hello", "a\r\n\tb\n").text());
    assertThrows(InvalidMailException.class, () -> mail("Hello", "a\0b"));
    assertThrows(InvalidMailException.class, () -> mail("Hello", "text").withHtml("\u0007"));
  }

  @Test
  void halfASurrogatePairIsNoText() {
    assertThrows(InvalidMailException.class, () -> mail("\ud83d", "text"));
    assertThrows(InvalidMailException.class, () -> mail("Hello", "\ude00\ud83d"));
    assertEquals("\ud83d\ude00", mail("\ud83d\ude00", "text").subject());
  }

  @Test
  void aMailGoesToSomebodyAndNotToTooMany() {
    List<MailAddress> most = Collections.nCopies(Mail.RECIPIENTS_MAX - 1, ANN);
    MailAddress[] all = most.toArray(MailAddress[]::new);

    Mail mail = mail("Hello", "text").withCc(all);

    assertEquals(Mail.RECIPIENTS_MAX - 1, mail.cc().size());
    assertThrows(InvalidMailException.class, () -> mail.withTo(ANN, ANN));
    assertThrows(InvalidMailException.class, mail::withTo);
  }

  @Test
  void whoeverIsNamedTwiceIsOneRecipient() {
    MailAddress named = MailAddress.of(ANN.address(), "Ann");

    assertEquals(
        List.of(ANN, BANK), mail("Hello", "text").withTo(named, BANK).withCc(ANN).recipients());
  }

  @Test
  void aMailSaysSomething() {
    assertThrows(
        InvalidMailException.class,
        () -> new Mail(BANK, List.of(ANN), List.of(), null, "Hello", null, null));
  }
}
