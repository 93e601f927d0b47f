package dev.cairn.relay.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server may be said to be. */
final class SmtpServerTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @ParameterizedTest
  @ValueSource(strings = {"", "smtp bank", "smtp/bank", "a\r\nb"})
  void aHostIsAName(String host) {
    assertThrows(IllegalArgumentException.class, () -> SmtpServer.of(host, 25, SmtpSecurity.NONE));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 65_536})
  void aPortIsOne(int port) {
    assertThrows(
        IllegalArgumentException.class, () -> SmtpServer.of("localhost", port, SmtpSecurity.NONE));
  }

  @Test
  void connectionsHaveALimit() {
    SmtpServer server = SmtpServer.of("localhost", 25, SmtpSecurity.NONE);

    assertEquals(
        SmtpServer.CONNECTIONS_MAX,
        server.withConnectionsMax(SmtpServer.CONNECTIONS_MAX).connectionsMax());
    assertThrows(IllegalArgumentException.class, () -> server.withConnectionsMax(0));
    assertThrows(
        IllegalArgumentException.class,
        () -> server.withConnectionsMax(SmtpServer.CONNECTIONS_MAX + 1));
  }

  @Test
  void noWaitIsForEver() {
    Duration longest = SmtpWaits.LONGEST;

    assertEquals(longest, new SmtpWaits(longest, longest, longest).answer());
    for (Duration wrong : new Duration[] {Duration.ZERO, SECOND.negated(), longest.plusMillis(1)}) {
      assertThrows(IllegalArgumentException.class, () -> new SmtpWaits(wrong, SECOND, SECOND));
      assertThrows(IllegalArgumentException.class, () -> new SmtpWaits(SECOND, wrong, SECOND));
      assertThrows(IllegalArgumentException.class, () -> new SmtpWaits(SECOND, SECOND, wrong));
    }
  }

  @Test
  void aPasswordIsNeverToldInTheClear() {
    SmtpServer far = SmtpServer.of("smtp.bank.example", 25, SmtpSecurity.NONE);

    String message =
        assertThrows(IllegalArgumentException.class, () -> far.withCredentials("ann", "secret"))
            .toString();

    assertTrue(message.contains("in the clear"), message);
    assertFalse(message.contains("secret"), message);
    for (String near : new String[] {"localhost", "127.0.0.1", "::1"}) {
      SmtpServer server =
          SmtpServer.of(near, 25, SmtpSecurity.NONE).withCredentials("ann", "secret");
      assertFalse(server.toString().contains("secret"), server.toString());
    }
  }

  @Test
  void aUserHasANameAndAPassword() {
    assertThrows(IllegalArgumentException.class, () -> new SmtpCredentials("", "secret"));
    assertThrows(IllegalArgumentException.class, () -> new SmtpCredentials("ann", ""));
  }
}
