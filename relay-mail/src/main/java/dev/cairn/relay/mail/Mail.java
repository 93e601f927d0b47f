package dev.cairn.relay.mail;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A mail as a template makes it. Immutable, and valid if it is there: no text in it can begin
 * another header.
 *
 * @param from who it is from; what cannot be delivered later is told to this address
 * @param to at least one
 * @param cc who gets a copy
 * @param replyTo where answers go; null for {@code from}
 * @param subject one line, in any script
 * @param text what it says; null where there is HTML alone
 * @param html the same in HTML, for those that show it; null for none
 */
public record Mail(
    MailAddress from,
    List<MailAddress> to,
    List<MailAddress> cc,
    @Nullable MailAddress replyTo,
    String subject,
    @Nullable String text,
    @Nullable String html) {

  /** Most recipients, those of copies included: as many as RFC 5321 has every server take. */
  public static final int RECIPIENTS_MAX = 100;

  /** Longest subject in bytes of UTF-8. */
  public static final int SUBJECT_BYTES_MAX = 900;

  /** Longest text, and longest HTML, in bytes of UTF-8. */
  public static final int BODY_BYTES_MAX = 1 << 20;

  /**
   * Checks the limits.
   *
   * @throws InvalidMailException if it cannot be a mail
   */
  public Mail {
    to = List.copyOf(to);
    cc = List.copyOf(cc);
    if (to.isEmpty() || to.size() + cc.size() > RECIPIENTS_MAX) {
      throw new InvalidMailException(
          "a mail goes to at least one and to at most %d, copies included; this one to %d and %d"
              .formatted(RECIPIENTS_MAX, to.size(), cc.size()));
    }
    MailText.checkLine("the subject", subject, SUBJECT_BYTES_MAX);
    if (text == null && html == null) {
      throw new InvalidMailException("a mail has a text, or HTML, or both; this one has neither");
    }
    if (text != null) {
      MailText.checkBody("the text", text, BODY_BYTES_MAX);
    }
    if (html != null) {
      MailText.checkBody("the HTML", html, BODY_BYTES_MAX);
    }
  }

  /** A mail of text to one address. */
  public static Mail of(MailAddress from, MailAddress to, String subject, String text) {
    return new Mail(from, List.of(to), List.of(), null, subject, text, null);
  }

  /** The same to those. */
  public Mail withTo(MailAddress... all) {
    return new Mail(from, List.of(all), cc, replyTo, subject, text, html);
  }

  /** The same with copies to those. */
  public Mail withCc(MailAddress... all) {
    return new Mail(from, to, List.of(all), replyTo, subject, text, html);
  }

  /** The same, whose answers go there. */
  public Mail withReplyTo(MailAddress address) {
    return new Mail(from, to, cc, address, subject, text, html);
  }

  /** The same with HTML beside its text. */
  public Mail withHtml(String page) {
    return new Mail(from, to, cc, replyTo, subject, text, page);
  }

  /** All whom it goes to, each once. */
  List<MailAddress> recipients() {
    return Stream.concat(to.stream(), cc.stream())
        .map(recipient -> MailAddress.of(recipient.address()))
        .distinct()
        .toList();
  }
}
