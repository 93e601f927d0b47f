package dev.cairn.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.merkle.KeyType;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.TlogProof;
import dev.cairn.testkit.SeededRandom;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A shell script, {@code checkproof.sh}, checks proofs of ours with OpenSSL and the tools that
 * every system has. Skipped where bash or openssl are missing.
 */
@Tag("process")
final class ShellInteropTest {

  private static final int FLIPS = 12;

  @TempDir private static Path temp;

  private static PublishedLog log;

  @BeforeAll
  static void publish() throws Exception {
    assumeTrue(Answer.isCommand("bash") && Answer.isCommand("openssl"), "openssl is not installed");
    log = PublishedLog.make(temp, 300, 700, new SeededRandom(30));
  }

  private static Answer check(String key, Path file) throws Exception {
    String script = Answer.resource("/checkproof/checkproof.sh").toString();
    return Answer.of(temp, List.of("bash", script, key, file.toString()), Map.of());
  }

  private static Answer check(Path file) throws Exception {
    return check(log.key().toString(), file);
  }

  @Test
  void itTakesProofsAndSaysWhatTheyProve() throws Exception {
    for (Path file : log.proofs().subList(0, 3)) {
      Answer answer = check(file);
      answer.assertGood();
      long position = TlogProof.parse(Files.readAllBytes(file)).index() + 1;
      assertEquals(
          "GOOD: position %d of 700: version ".formatted(position),
          answer.text().replaceAll("(version ).*", "$1"));
    }
  }

  @Test
  void itTakesNoOtherKey() throws Exception {
    String other = SignerKey.generate(log.key().name(), KeyType.ED25519).verifier().toString();
    check(other, log.proofs().getFirst()).assertRefused("another key");
  }

  @Test
  void noBitOfAProofCanBeChanged() throws Exception {
    Path file = log.proofs().getFirst();
    byte[] sound = Files.readAllBytes(file);
    for (int bit : Flips.ofText(sound, FLIPS, new SeededRandom(31))) {
      Path changed = Files.write(temp.resolve("changed"), Flips.flipped(sound, bit));
      check(changed).assertRefused("bit " + bit);
    }
  }
}
