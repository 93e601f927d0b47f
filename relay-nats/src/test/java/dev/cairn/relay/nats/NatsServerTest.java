package dev.cairn.relay.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The servers of these tests are as durable as the tests suppose. */
@Tag("process")
final class NatsServerTest {

  @TempDir private Path temp;

  @Test
  void itSyncsBeforeItConfirms() throws Exception {
    NatsServer.assumePossible();
    int port = NatsServer.freePort();
    URI state = URI.create("http://127.0.0.1:%d/varz".formatted(port));
    try (NatsServer _ = NatsServer.start(temp, "http: \"127.0.0.1:%d\"".formatted(port));
        InputStream answer = state.toURL().openStream()) {
      String told = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(told.contains("\"sync_always\": true"), told);
    }
  }

  @ParameterizedTest
  @CsvSource({"2.9.25, false", "2.10.0, true", "2.10.27, true", "2.11.0-RC.1, true", "3.0, true"})
  void oneThatCannotIsNotTaken(String version, boolean isTaken) {
    assertEquals(isTaken, NatsServer.canSyncAlways(version));
  }
}
