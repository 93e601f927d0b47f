package dev.cairn.relay.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.flow.Bus;
import dev.cairn.flow.Lane;
import io.nats.client.Nats;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of what can be set, and the subjects that come of it. */
final class NatsOptionsTest {

  private static final NatsOptions OPTIONS = NatsOptions.of("nats://127.0.0.1:4222");
  private static final Duration WINDOW = Duration.ofMinutes(2);

  @Test
  void thereAreOneToSixtyFourServers() {
    String[] most = Collections.nCopies(NatsOptions.SERVERS_MAX, "nats://a").toArray(String[]::new);
    String[] more = Collections.nCopies(most.length + 1, "nats://a").toArray(String[]::new);
    assertEquals(most.length, NatsOptions.of(most).servers().size());
    assertThrows(IllegalArgumentException.class, () -> NatsOptions.of(more));
    assertThrows(IllegalArgumentException.class, NatsOptions::of);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "a b", "a.*", "a.>", "ü", "$JS"})
  void aPrefixThatIsNoSubjectIsRefused(String prefix) {
    assertThrows(IllegalArgumentException.class, () -> OPTIONS.withPrefix(prefix));
  }

  @Test
  void aPrefixHasAtMost128Characters() {
    String most = "a".repeat(NatsOptions.PREFIX_CHARS_MAX);
    assertEquals(most, OPTIONS.withPrefix(most).prefix());
    assertThrows(IllegalArgumentException.class, () -> OPTIONS.withPrefix(most + "a"));
  }

  @Test
  void oneToFourThousandMessagesAreInFlight() {
    assertEquals(1, OPTIONS.withInFlightMax(1).inFlightMax());
    int most = NatsOptions.IN_FLIGHT_MAX;
    assertEquals(most, OPTIONS.withInFlightMax(most).inFlightMax());
    assertThrows(IllegalArgumentException.class, () -> OPTIONS.withInFlightMax(0));
    assertThrows(IllegalArgumentException.class, () -> OPTIONS.withInFlightMax(most + 1));
  }

  @Test
  void timeoutsAreLongerThanNothingAndNotForEver() {
    Duration most = NatsOptions.TIMEOUT_MAX;
    assertEquals(most, OPTIONS.withTimeouts(most, most).answerTimeout());
    for (Duration wrong : new Duration[] {Duration.ZERO, Duration.ofNanos(1), most.plusNanos(1)}) {
      assertThrows(
          IllegalArgumentException.class, () -> OPTIONS.withTimeouts(wrong, Duration.ofSeconds(1)));
      assertThrows(
          IllegalArgumentException.class, () -> OPTIONS.withTimeouts(Duration.ofSeconds(1), wrong));
    }
  }

  @Test
  void secretsInAddressesAreNotShown() {
    NatsOptions options = NatsOptions.of("nats://me:secret@a:1", "tls://b:2");
    assertEquals("nats://a:1, tls://b:2", options.shownServers());
    assertFalse(options.toString().contains("secret"));
  }

  /** As docs/relays.md shows it. */
  @Test
  void whatTheManualShowsIsTaken() {
    NatsStreams.Made streams = NatsStreams.Made.keeping("bank", Duration.ofDays(7)).withReplicas(3);
    NatsOptions options =
        NatsOptions.of("tls://nats-1.example:4222", "tls://nats-2.example:4222")
            .withPrefix("bank")
            .withCustomizer(
                builder -> builder.authHandler(Nats.credentials("/etc/bank/nats.creds")));

    Bus bus = new NatsJetStream(options, streams);
    assertEquals(
        "JetStream streams bank-* at tls://nats-1.example:4222, tls://nats-2.example:4222",
        bus.description());
    bus.close();
    try (Bus core = new NatsCore(options.withPrefix("other"))) {
      assertEquals(
          "NATS subjects other.> at tls://nats-1.example:4222, tls://nats-2.example:4222",
          core.description());
    }
  }

  @Test
  void streamsHaveLimitsToo() {
    NatsStreams.Made made = NatsStreams.Made.keeping("bank", Duration.ofDays(7));
    assertEquals(WINDOW, made.duplicateWindow());
    assertEquals("bank-3", made.of(new Lane(3, 8)));
    assertThrows(IllegalArgumentException.class, () -> made.withReplicas(0));
    assertThrows(
        IllegalArgumentException.class, () -> made.withReplicas(NatsStreams.REPLICAS_MAX + 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> made.withDuplicateWindow(NatsStreams.WINDOW_MIN.minusNanos(1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> NatsStreams.Made.keeping("bank", WINDOW.minusNanos(1)));
    assertEquals(Duration.ZERO, NatsStreams.Made.keeping("bank", Duration.ZERO).keep());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.b", "a b", "a*", "ü"})
  void aNameThatNoStreamCanHaveIsRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> new NatsStreams.Existing(name));
    assertThrows(
        IllegalArgumentException.class, () -> NatsStreams.Made.keeping(name, Duration.ZERO));
  }

  @Test
  void aNameHasAtMost128Characters() {
    String most = "a".repeat(NatsStreams.NAME_CHARS_MAX);
    assertEquals(most, new NatsStreams.Existing(most).name());
    assertThrows(IllegalArgumentException.class, () -> new NatsStreams.Existing(most + "a"));
  }

  @ParameterizedTest
  @CsvSource({
    "account,account",
    "a-B_9,a-B_9",
    "$processor,$processor",
    "a.b,a%2Eb",
    "a b,a%20b",
    "*,%2A",
    ">,%3E",
    "%,%25",
    "é,%C3%A9",
    "'',_"
  })
  void anyNameIsPartOfASubject(String name, String token) {
    assertEquals(token, NatsSubjects.token(name));
  }

  @Test
  void aLaneHasSubjectsOfItsOwn() {
    assertEquals("cairn.3.>", NatsSubjects.ofLane("cairn", new Lane(3, 8)));
    assertEquals(
        "cairn.3.account.FundsDeposited",
        NatsSubjects.of("cairn", new Lane(3, 8), Told.message(1).event()));
  }
}
