package dev.cairn.relay.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** A mail as it goes over the wire, under an id of ours in place of one made up for each try. */
final class MimeMail extends MimeMessage {

  private static final String UTF_8 = "UTF-8";

  private final String id;
  private final Address[] envelope;

  private MimeMail(String id, Address[] envelope) {
    super((Session) null);
    this.id = id;
    this.envelope = envelope;
  }

  /**
   * Makes one.
   *
   * @param headers further ones by name, on one line each
   */
  static MimeMail of(Mail mail, String id, Instant time, Map<String, String> headers)
      throws MessagingException, UnsupportedEncodingException {
    MimeMail made = new MimeMail(id, addresses(mail.recipients()));
    made.setFrom(address(mail.from()));
    made.setRecipients(RecipientType.TO, addresses(mail.to()));
    made.setRecipients(RecipientType.CC, addresses(mail.cc()));
    if (mail.replyTo() != null) {
      made.setReplyTo(addresses(List.of(mail.replyTo())));
    }
    made.setSubject(mail.subject(), UTF_8);
    made.setSentDate(Date.from(time));
    made.setHeader("Auto-Submitted", "auto-generated");
    for (Map.Entry<String, String> header : headers.entrySet()) {
      made.setHeader(header.getKey(), header.getValue());
    }
    made.setBody(mail);
    made.saveChanges();
    return made;
  }

  private void setBody(Mail mail) throws MessagingException {
    if (mail.html() == null) {
      setText(mail.text(), UTF_8, "plain");
    } else if (mail.text() == null) {
      setText(mail.html(), UTF_8, "html");
    } else {
      MimeBodyPart text = new MimeBodyPart();
      text.setText(mail.text(), UTF_8, "plain");
      MimeBodyPart html = new MimeBodyPart();
      html.setText(mail.html(), UTF_8, "html");
      setContent(new MimeMultipart("alternative", text, html));
    }
  }

  private static Address[] addresses(List<MailAddress> all)
      throws MessagingException, UnsupportedEncodingException {
    Address[] addresses = new Address[all.size()];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = address(all.get(i));
    }
    return addresses;
  }

  private static InternetAddress address(MailAddress one)
      throws MessagingException, UnsupportedEncodingException {
    InternetAddress address = new InternetAddress(one.address(), true);
    address.setPersonal(one.name(), UTF_8);
    return address;
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", id);
  }

  /** All whom it is handed over for. */
  Address[] envelope() {
    return envelope.clone();
  }
}
