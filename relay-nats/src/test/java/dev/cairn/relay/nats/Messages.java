package dev.cairn.relay.nats;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Looks into the messages of errors. */
final class Messages {

  private Messages() {}

  static void assertSays(String part, Throwable error) {
    String message = String.valueOf(error.getMessage());
    assertTrue(message.contains(part), () -> "'" + part + "' is not in: " + message);
  }
}
