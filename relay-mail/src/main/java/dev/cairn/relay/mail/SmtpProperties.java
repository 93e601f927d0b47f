package dev.cairn.relay.mail;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ScheduledExecutorService;

/** A server's description in the words of the library. */
final class SmtpProperties {

  private static final String PREFIX = "mail.smtp.";

  private SmtpProperties() {}

  /**
   * The properties for sessions with a server.
   *
   * @param writes ends what is written for too long
   */
  static Properties of(SmtpServer server, ScheduledExecutorService writes) {
    Properties all = new Properties();
    set(all, "connectiontimeout", millis(server.waits().connect()));
    set(all, "timeout", millis(server.waits().answer()));
    set(all, "writetimeout", millis(server.waits().write()));
    all.put(PREFIX + "executor.writetimeout", writes);
    // Some recipients without the others would get it again with the next try.
    set(all, "sendpartial", "false");
    set(all, "auth", Boolean.toString(server.credentials() != null));
    set(all, "auth.mechanisms", "PLAIN LOGIN");
    set(all, "ssl.checkserveridentity", "true");
    switch (server.security()) {
      case TLS -> set(all, "ssl.enable", "true");
      case STARTTLS -> {
        set(all, "starttls.enable", "true");
        set(all, "starttls.required", "true");
      }
      case NONE -> set(all, "starttls.enable", "false");
    }
    if (server.tls() != null) {
      all.put(PREFIX + "ssl.socketFactory", server.tls());
    }
    return all;
  }

  private static void set(Properties all, String name, String value) {
    all.setProperty(PREFIX + name, value);
  }

  private static String millis(Duration wait) {
    return Long.toString(wait.toMillis());
  }
}
