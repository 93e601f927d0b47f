package dev.cairn.relay.mail;

import java.time.Duration;

/**
 * How long an SMTP server is waited for; what lasts longer ends the connection. None is for ever.
 *
 * @param connect for a connection
 * @param answer for each piece of an answer. RFC 5321 (4.5.3.2) asks for ten minutes behind the end
 *     of a mail: who gives up on a server that has accepted one sends it twice
 * @param write for the network to take what is sent
 */
public record SmtpWaits(Duration connect, Duration answer, Duration write) {

  /** The longest wait of all. */
  public static final Duration LONGEST = Duration.ofMinutes(10);

  /** 10 s for a connection, 2 min for an answer, 1 min to write. */
  public static final SmtpWaits STANDARD =
      new SmtpWaits(Duration.ofSeconds(10), Duration.ofMinutes(2), Duration.ofMinutes(1));

  /** Checks the limits. */
  public SmtpWaits {
    check("a connection", connect);
    check("an answer", answer);
    check("writing", write);
  }

  private static void check(String what, Duration wait) {
    if (wait.toMillis() < 1 || wait.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "the wait for %s is from 1 ms to %s, not %s".formatted(what, LONGEST, wait));
    }
  }
}
