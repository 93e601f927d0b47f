package dev.cairn.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cairn.merkle.LogIdentity;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.VerifierKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/merkle.md shows of witnesses. */
@Tag("process")
final class WitnessExampleTest {

  @TempDir private Path temp;

  @Test
  void aWitnessCosignsACheckpoint() throws Exception {
    Path folder = temp.resolve("witness");
    LogIdentity log = PublishedLog.IDENTITY;
    SignedNote checkpoint = PublishedLog.signed(3);
    ProofSource proofs = PublishedLog::proof;
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    try (WitnessFolder memory = WitnessFolder.open(folder)) {
      List<SignerKey> keys = memory.keys("w.example");
      List<VerifierKey> known = keys.stream().map(SignerKey::verifier).toList();
      Witness witness = new Witness(keys, List.of(log), memory, Clock.systemUTC());
      try (WitnessServer server = WitnessServer.start(witness, address);
          HttpClient http = HttpClient.newHttpClient()) {
        URI prefix = URI.create("http://127.0.0.1:" + server.address().getPort());
        WitnessClient client = new WitnessClient(prefix, known, http, Duration.ofSeconds(20));
        SignedNote cosigned = client.submit(checkpoint, 0, proofs);

        assertEquals(3, log.open(cosigned, known).signatures().size());
      }
    }
  }
}
