package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.merkle.KeyType;
import dev.cairn.merkle.LogIdentity;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.TrustPolicy;
import dev.cairn.merkle.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Whom the options name, and what of them is refused. */
final class TrustOptionsTest {

  private static final VerifierKey KEY = SignerKey.generate("a.log", KeyType.ED25519).verifier();
  private static final VerifierKey NEXT = SignerKey.generate("a.log", KeyType.ED25519).verifier();
  private static final VerifierKey WITNESS =
      SignerKey.generate("w", KeyType.ED25519_COSIGNATURE).verifier();

  @TempDir Path folder;

  private static Trust trust(String... args) {
    TrustOptions options = new TrustOptions();
    new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("trust", spec(options)))
        .parseArgs(args);
    return options.trust(() -> List.of(NEXT));
  }

  private static CommandLine.Model.CommandSpec spec(TrustOptions options) {
    return CommandLine.Model.CommandSpec.forAnnotatedObject(options);
  }

  private static void assertRefused(String reason, String... args) {
    CommandException refusal = assertThrows(CommandException.class, () -> trust(args));
    assertEquals(Exit.USAGE, refusal.exit());
    assertTrue(String.valueOf(refusal.getMessage()).contains(reason), refusal::toString);
  }

  private String policy(String text) throws IOException {
    return Files.writeString(folder.resolve("trust.policy"), text).toString();
  }

  @Test
  void whereNoLogIsNamedTheKnownKeysAreBelieved() {
    Trust trust = trust();
    assertEquals(new LogIdentity("a.log", List.of(NEXT)), trust.log("a.log"));
    assertFalse(trust.asksForNoWitness());
  }

  @Test
  void keysThatAreNamedAreBelievedAndNoOthers() {
    Trust trust = trust("--key", KEY.toString(), "--key", NEXT.toString());
    assertEquals(List.of(KEY, NEXT), trust.log("a.log").keys());
    assertEquals(List.of(KEY), trust("--key", KEY.toString()).log("a.log").keys());
    assertFalse(trust.asksForNoWitness());
  }

  @Test
  void aPolicyNamesLogsAndWitnesses() throws IOException {
    String file = policy("log %s\nwitness W %s\nquorum W\n".formatted(KEY, WITNESS));
    Trust trust = trust("--policy", file);
    assertEquals(List.of(KEY), trust.log("a.log").keys());
    assertEquals("W", trust.policy().quorum().name());
    assertFalse(trust.asksForNoWitness());
    assertEquals(2, trust("--policy", file, "--key", NEXT.toString()).policy().logs().size());
    Trust nobody = trust("--policy", policy("quorum none\n"));
    assertTrue(nobody.asksForNoWitness());
    assertEquals(TrustPolicy.NONE, nobody.policy().quorum());
    assertEquals(List.of(NEXT), nobody.log("a.log").keys());
  }

  @Test
  void aLogCannotNameItself() {
    CommandException refusal =
        assertThrows(
            CommandException.class, () -> trust("--key", KEY.toString()).log("another.log"));
    assertEquals(
        "this is the log another.log, and you named no key of it, but of a.log; get its key from who runs it: ledger keys",
        refusal.getMessage());
  }

  @Test
  void whatIsNoKeyAndNoPolicyIsRefused() throws IOException {
    assertRefused("name+id+key", "--key", "nonsense");
    assertRefused("key of a witness", "--key", WITNESS.toString());
    assertRefused("there is no such file", "--policy", folder.resolve("missing").toString());
    assertRefused("line 1 of the policy", "--policy", policy("nonsense\n"));
  }
}
