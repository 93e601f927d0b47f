package dev.cairn.relay.redis;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** What errors say. */
final class Messages {

  private Messages() {}

  static void assertSays(String what, Throwable error) {
    String message = String.valueOf(error.getMessage());
    assertTrue(message.contains(what), message);
  }
}
