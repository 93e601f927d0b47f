package dev.cairn.relay.mail;

import dev.cairn.RecordedEvent;
import dev.cairn.StoreId;
import dev.cairn.flow.CloudEvent;
import dev.cairn.flow.CloudEvents;
import dev.cairn.flow.Delivery;
import dev.cairn.flow.EventHandler;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sends a mail for an event, over SMTP. An event counts as handled when the server accepted its
 * mail for all of its recipients; none of them gets it unless all are accepted.
 *
 * <p>A mail has the same {@code Message-ID} in each try, and another one when an operator orders it
 * once more. It arrives at least once: where the connection ends between the server's acceptance
 * and its answer, the next try sends it again, with the same id, by which most mailboxes show it
 * once. What becomes of a mail behind that server is told to its sender's address, not to us.
 *
 * <p>Thread-safe: mails of several lanes go out at the same time over connections that are kept.
 */
public final class MailRelay implements EventHandler, AutoCloseable {

  /** The header that holds the event's id. */
  public static final String EVENT_ID = "Cairn-Event-Id";

  /** The header that holds the event's position. */
  public static final String POSITION = "Cairn-Position";

  /**
   * The header that holds the correlation id, where the event has one, with all but unreserved
   * characters of URIs encoded as those have it. One that is longer than {@link #HEADER_CHARS_MAX}
   * then is left out.
   */
  public static final String CORRELATION_ID = "Cairn-Correlation-Id";

  /** Longest value of a header that is sent. */
  public static final int HEADER_CHARS_MAX = 900;

  private final String name;
  private final StoreId store;
  private final MailTemplate template;
  private final SmtpConnections connections;

  /**
   * A relay that connects with the first mail.
   *
   * @param name tells this relay's mails from those of others for the same events; the processor's
   *     name, as a rule. It must stay the same: the ids of mails are made with it
   * @param store where the events are from
   */
  public MailRelay(String name, StoreId store, SmtpServer server, MailTemplate template) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a mail relay has a name");
    }
    this.name = name;
    this.store = store;
    this.template = template;
    this.connections = new SmtpConnections(server);
  }

  /**
   * Sends the mail for the event, if there is one. {@link MailFailures} tells what its errors mean.
   *
   * @throws MailException if the server has not accepted it
   * @throws InterruptedException if the thread was interrupted before the mail was sent
   * @throws Exception what the template threw
   */
  @Override
  public void handle(Delivery delivery) throws Exception {
    RecordedEvent event = delivery.event();
    Optional<Mail> mail = template.mail(event);
    if (mail.isPresent()) {
      String id = MessageId.of(name, store, delivery, mail.get().from().domain());
      connections.send(MimeMail.of(mail.get(), id, event.timestamp(), headers(event)));
    }
  }

  private Map<String, String> headers(RecordedEvent event) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(EVENT_ID, event.id().toString());
    headers.put(POSITION, event.position().toString());
    Optional.ofNullable(CloudEvent.of(event, store).extensions().get(CloudEvents.CORRELATION))
        .map(MailRelay::encoded)
        .filter(correlation -> correlation.length() <= HEADER_CHARS_MAX)
        .ifPresent(correlation -> headers.put(CORRELATION_ID, correlation));
    return headers;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Ends its connections; a mail that is being sent is finished first, by its own thread. */
  @Override
  public void close() {
    connections.close();
  }
}
