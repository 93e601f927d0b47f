package dev.cairn.relay.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Filter;
import dev.cairn.Position;
import dev.cairn.disk.Disk;
import dev.cairn.flow.Processor;
import dev.cairn.flow.ProcessorOptions;
import dev.cairn.flow.ProcessorSpec;
import dev.cairn.flow.StateFolder;
import dev.cairn.model.EventCodec;
import dev.cairn.testkit.InMemoryEventStore;
import dev.cairn.testkit.MemoryDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What docs/relays.md shows of mails. */
final class MailExampleTest {

  @Test
  void aRelayIsWhatAProcessorHandsEventsTo() throws Exception {
    EventCodec<String> codec = new WordCodec();
    Disk disk = new MemoryDisk();
    Path folder = Path.of("/store");
    try (InMemoryEventStore store = new InMemoryEventStore();
        ScriptedServer scripted = ScriptedServer.saying(_ -> "")) {
      int port = scripted.port();
      MailAddress bank = MailAddress.of("bank@bank.example", "Bank");
      MailTemplate template =
          MailTemplate.of(
              codec,
              name ->
                  Optional.of(
                      Mail.of(
                          bank,
                          MailAddress.of(name + "@home.example"),
                          "Welcome",
                          "Hello " + name + ".\n")));
      SmtpServer server =
          SmtpServer.of("localhost", port, SmtpSecurity.NONE).withCredentials("bank", "secret");

      ProcessorOptions options =
          ProcessorOptions.DEFAULT.withLanes(4).withRetry(MailFailures.retries());
      try (MailRelay relay = new MailRelay("welcome", store.id(), server, template);
          Processor processor =
              Processor.of(
                  store,
                  ProcessorSpec.of("welcome", Filter.category("talk"), relay),
                  StateFolder.of(disk, folder),
                  options)) {
        processor.start();

        Position said =
            Recorded.event(store, "talk-1", WordCodec.event(WordCodec.SAID, "ann")).position();
        assertTrue(processor.awaitSettled(said, Duration.ofSeconds(10)));
      }
      assertEquals(1, scripted.mails().size());
    }
  }
}
