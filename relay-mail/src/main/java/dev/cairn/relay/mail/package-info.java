/**
 * Mails for events: a {@link dev.cairn.relay.mail.MailRelay} is what a processor hands events to. A
 * {@link dev.cairn.relay.mail.MailTemplate} makes a {@link dev.cairn.relay.mail.Mail} of an event,
 * or none; the {@link dev.cairn.relay.mail.SmtpServer} takes it; {@link
 * dev.cairn.relay.mail.MailFailures} tells the processor what a failure means.
 *
 * <p>Jakarta Mail is known inside alone: none of its types is in a signature here.
 */
@NullMarked
package dev.cairn.relay.mail;

import org.jspecify.annotations.NullMarked;
