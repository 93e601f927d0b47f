package dev.cairn.relay.mail;

import dev.cairn.RecordedEvent;
import dev.cairn.model.EventCodec;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes a mail of an event, or none. For an event that comes again it must make the same mail
 * again, so it should rest on the event alone. Called by several threads at once.
 */
@FunctionalInterface
public interface MailTemplate {

  /**
   * The mail that tells of an event; empty where none does.
   *
   * @throws Exception what keeps it from making one; the event counts as one that failed
   */
  Optional<Mail> mail(RecordedEvent event) throws Exception;

  /**
   * A template for events of the domain. Events whose types the codec does not know make no mail.
   *
   * @param mails the mail for an event, or none
   */
  static <E> MailTemplate of(EventCodec<E> codec, Function<E, Optional<Mail>> mails) {
    return event -> {
      if (!codec.types().contains(event.type())) {
        return Optional.empty();
      }
      List<Mail> made =
          codec.decode(event).stream().map(mails).flatMap(Optional::stream).limit(2).toList();
      if (made.size() > 1) {
        throw new InvalidMailException(
            "event %s at position %s, which is read as several, makes more than one mail; a relay sends one: use a second relay for the other"
                .formatted(event.type(), event.position()));
      }
      return made.stream().findFirst();
    };
  }
}
