package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.disk.RealDisk;
import dev.cairn.merkle.KeyType;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.TrustPolicy;
import dev.cairn.proofs.Checkpoints;
import dev.cairn.testkit.Eventually;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Witnesses and logs as the commands run them, against each other on this machine. */
@Tag("process")
@Timeout(120)
final class WitnessCommandTest {

  @TempDir Path folder;

  private SignedStore signed(String name, int events) throws IOException {
    SignedStore store = new SignedStore(Files.createDirectories(folder.resolve(name)));
    store.append("account-1", events);
    store.sign();
    return store;
  }

  /** What a witness that knows these logs is given. */
  private Path logs(SignedStore... stores) throws IOException {
    StringBuilder text = new StringBuilder();
    for (SignedStore store : stores) {
      text.append("log %s\n".formatted(store.key().verifier()));
    }
    return file(text + "quorum none\n");
  }

  private Path policy(SignedStore log, String quorum, ServingWitness... witnesses)
      throws IOException {
    List<String> lines = new ArrayList<>(List.of("log " + log.key().verifier()));
    for (int i = 0; i < witnesses.length; i++) {
      lines.add("witness w%d %s %s".formatted(i, witnesses[i].key(), witnesses[i].url()));
    }
    lines.addAll(List.of(quorum.split(";", -1)));
    return file(String.join("\n", lines) + "\n");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "policy", ""), text);
  }

  private static Shell.Result submit(SignedStore store, Path policy, String... more) {
    List<String> args = new ArrayList<>(List.of("witness", "submit", "--policy", "" + policy));
    args.addAll(List.of(more));
    return store.shell().run(args.toArray(String[]::new));
  }

  private static void assertCosigned(Shell.Result result) {
    assertEquals(Exit.OK, result.exit(), result::toString);
    assertTrue(result.out().contains("they are enough"), result.out());
    assertEquals("", result.err());
  }

  private static void assertFails(int exit, String sentence, Shell.Result result) {
    assertEquals(exit, result.exit(), result::toString);
    assertTrue(result.err().contains(sentence), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
  }

  private static SignedNote latest(SignedStore store) {
    return Checkpoints.of(new RealDisk(), store.store()).latest().orElseThrow();
  }

  /** A copy of a store with its keys, as a thief or a backup has it. */
  private SignedStore copied(String original, String name) throws IOException {
    Path from = folder.resolve(original);
    Path to = folder.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return new SignedStore(to);
  }

  @Test
  void twoCompaniesCosignEachOther() throws Exception {
    SignedStore a = signed("a", 3);
    SignedStore b = signed("b", 2);
    try (ServingWitness ofA =
            ServingWitness.start(folder.resolve("wa"), logs(b), "--name", "a.example");
        ServingWitness ofB = ServingWitness.start(folder.resolve("wb"), logs(a))) {
      assertTrue(ofA.policyLines().getFirst().startsWith("witness a.example/ed25519 a.example+"));
      assertTrue(ofA.policyLines().getLast().startsWith("witness a.example/ml-dsa-44 a.example+"));
      Path policyOfA = policy(a, "quorum w0", ofB);
      Path policyOfB = policy(b, "quorum w0", ofA);
      for (int round = 0; round < 2; round++) {
        assertCosigned(submit(a, policyOfA));
        assertCosigned(submit(b, policyOfB));
        TrustPolicy trusted = TrustPolicy.parse(Files.readAllBytes(policyOfA));
        assertTrue(trusted.judge(latest(a)).isMet());
        a.append("account-1", 300);
        b.append("account-2", 1);
        a.sign();
        b.sign();
      }
      assertFalse(TrustPolicy.parse(Files.readAllBytes(policyOfA)).judge(latest(a)).isMet());
      assertEquals(Exit.INTERRUPTED, ofA.stop());
    }
  }

  @Test
  void theLinesThatItPrintsMakeAPolicy() throws Exception {
    SignedStore log = signed("a", 3);
    try (ServingWitness witness =
        ServingWitness.start(folder.resolve("w"), logs(log), "--name", "w.example")) {
      Path policy =
          file(
              "log %s\n%s\ngroup both all w.example/ed25519 w.example/ml-dsa-44\nquorum both\n"
                  .formatted(log.key().verifier(), String.join("\n", witness.policyLines())));
      Shell.Result result = submit(log, policy);
      assertCosigned(result);
      assertEquals(
          witness.url() + " has cosigned: w.example (ed25519), w.example (ml-dsa-44)",
          result.out().lines().findFirst().orElseThrow());
      assertEquals(
          "The checkpoint of 3 events has the cosignatures of 2 keys; they are enough.",
          result.out().lines().skip(1).findFirst().orElseThrow());
      // A witness may know a log by the policy of those who verify that log.
      try (ServingWitness other = ServingWitness.start(folder.resolve("other"), policy)) {
        assertCosigned(submit(log, policy(log, "quorum w0", other)));
      }
      assertEquals(5, latest(log).signatures().size());
    }
  }

  @Test
  void aLogThatWasSetBackIsRefusedAlsoByAWitnessThatWasRestarted() throws Exception {
    SignedStore log = signed("a", 3);
    SignedStore backup = copied("a", "backup");
    List<String> before;
    try (ServingWitness witness = ServingWitness.start(folder.resolve("w"), logs(log))) {
      before = List.of(witness.key());
      log.append("account-1", 2);
      log.sign();
      assertCosigned(submit(log, policy(log, "quorum w0", witness)));
      assertSetBack(backup, witness);
    }
    try (ServingWitness again = ServingWitness.start(folder.resolve("w"), logs(log))) {
      assertEquals(before, List.of(again.key()));
      assertTrue(again.err().contains("was cosigned up to 5 events"), again.err());
      assertSetBack(backup, again);
      assertCosigned(submit(log, policy(log, "quorum w0", again)));
    }
  }

  private void assertSetBack(SignedStore backup, ServingWitness witness) throws IOException {
    SignedNote before = latest(backup);
    Shell.Result result = submit(backup, policy(backup, "quorum w0", witness));
    assertFails(Exit.VERIFICATION_FAILED, "this log is disputed", result);
    assertTrue(
        result.err().contains("has cosigned a tree of 5 leaves, this checkpoint has 3"),
        result.err());
    assertTrue(result.out().contains("DISPUTES this log"), result.out());
    assertEquals(before, latest(backup));
  }

  @Test
  void aForkIsRefused() throws Exception {
    SignedStore log = signed("a", 3);
    SignedStore fork = copied("a", "fork");
    log.append("account-1", 2);
    log.sign();
    fork.append("account-666", 4);
    fork.sign();
    try (ServingWitness witness = ServingWitness.start(folder.resolve("w"), logs(log));
        ServingWitness other = ServingWitness.start(folder.resolve("other"), logs(log))) {
      assertCosigned(submit(log, policy(log, "quorum w0", witness)));
      Shell.Result result = submit(fork, policy(fork, "quorum w0", witness));
      assertFails(Exit.VERIFICATION_FAILED, "the log has forked", result);
      // Another witness may not know better; the quorum does not outvote who does.
      result = submit(fork, policy(fork, "group any any w0 w1;quorum any", witness, other));
      assertFails(Exit.VERIFICATION_FAILED, "the log has forked", result);
      assertTrue(result.out().contains(other.url() + " has cosigned"), result.out());
    }
  }

  @Test
  void aWitnessThatIsDownIsNamedAndMissedOnlyWhereItIsNeeded() throws Exception {
    SignedStore log = signed("a", 3);
    try (ServingWitness up = ServingWitness.start(folder.resolve("up"), logs(log));
        ServingWitness down = ServingWitness.start(folder.resolve("down"), logs(log))) {
      down.stop();
      Path any = policy(log, "group g any w0 w1;quorum g", up, down);
      Path all = policy(log, "group g all w0 w1;quorum g", up, down);
      Shell.Result result = submit(log, any);
      assertCosigned(result);
      assertTrue(result.out().contains(down.url() + " has not cosigned: "), result.out());
      assertFails(
          Exit.UNAVAILABLE,
          "too few witnesses have cosigned; missing is 1 more of group g (witness w1)",
          submit(log, all));
      Path none = policy(log, "quorum none", down);
      log.append("account-1", 1);
      log.sign();
      assertFails(Exit.UNAVAILABLE, "missing is any cosignature", submit(log, none));
    }
  }

  @Test
  void witnessesThatAreNamedWithoutAPolicyAreAllNeeded() throws Exception {
    SignedStore log = signed("a", 3);
    try (ServingWitness one = ServingWitness.start(folder.resolve("one"), logs(log));
        ServingWitness two = ServingWitness.start(folder.resolve("two"), logs(log))) {
      String[] args = {
        "witness",
        "submit",
        "--keys",
        log.keys().toString(),
        "--witness",
        one.key() + "=" + one.url(),
        "--witness",
        two.key() + "=" + two.url()
      };
      assertCosigned(log.shell().run(args));
      two.stop();
      log.append("account-1", 1);
      log.sign();
      assertFails(Exit.UNAVAILABLE, "1 more of group all", log.shell().run(args));
      // The address may be told beside a policy that has none.
      Path silent =
          file("log %s\nwitness w %s\nquorum w\n".formatted(log.key().verifier(), one.key()));
      assertFails(Exit.USAGE, "there is no witness to ask", submit(log, silent));
      assertCosigned(submit(log, silent, "--witness", one.key() + "=" + one.url()));
    }
  }

  @Test
  void whatAWitnessDoesNotKnowItRefusesAndWhatItIsNotKnownForIsNotTaken() throws Exception {
    SignedStore log = signed("a", 3);
    SignedStore stranger = signed("stranger", 3);
    SignerKey wrong = SignerKey.generate(log.key().verifier().name(), KeyType.ED25519);
    Path wrongKey = file("log %s\nquorum none\n".formatted(wrong.verifier()));
    try (ServingWitness witness = ServingWitness.start(folder.resolve("w"), logs(log));
        ServingWitness misled = ServingWitness.start(folder.resolve("misled"), wrongKey)) {
      Shell.Result unknown = submit(stranger, policy(stranger, "quorum w0", witness));
      assertFails(Exit.UNAVAILABLE, "missing is witness w0", unknown);
      assertTrue(unknown.out().contains("refused with 404"), unknown.out());
      Shell.Result badKey = submit(log, policy(log, "quorum w0", misled));
      assertFails(Exit.UNAVAILABLE, "missing is witness w0", badKey);
      assertTrue(badKey.out().contains("refused with 403"), badKey.out());
      Path swapped =
          file(
              "log %s\nwitness w %s %s\nquorum w\n"
                  .formatted(log.key().verifier(), misled.key(), witness.url()));
      Shell.Result notHis = submit(log, swapped);
      assertFails(Exit.UNAVAILABLE, "missing is witness w", notHis);
      assertTrue(notHis.out().contains("gave no cosignature"), notHis.out());
      assertEquals(2, latest(log).signatures().size());
    }
  }

  @Test
  void scriptsGetJson() throws Exception {
    SignedStore log = signed("a", 3);
    try (ServingWitness witness =
        ServingWitness.start(folder.resolve("w"), logs(log), "--name", "w.example")) {
      URI url = witness.url();
      Shell.Result result = submit(log, policy(log, "quorum w0", witness), "-o", "json");
      assertEquals(
          "{\"origin\":\"%s\",\"events\":3,\"enough\":true,\"lacking\":\"\",\"witnesses\":[{\"url\":\"%s\",\"result\":\"cosigned\",\"keys\":[\"w.example (ed25519)\"]}]}\n"
              .formatted(log.key().verifier().name(), url),
          result.out());
      witness.stop();
      Path policy = policy(log, "quorum none", witness);
      String out = submit(log, policy, "-o", "json").out();
      assertTrue(out.contains("\"result\":\"failed\",\"reason\":\"the witness " + url), out);
    }
  }

  @Test
  void aWitnessWhoseMemoryIsDamagedSaysSoAndCosignsNothingOfThatLog() throws Exception {
    SignedStore log = signed("a", 3);
    Path own = folder.resolve("w");
    try (ServingWitness witness = ServingWitness.start(own, logs(log))) {
      assertCosigned(submit(log, policy(log, "quorum w0", witness)));
    }
    try (Stream<Path> files = Files.list(own)) {
      for (Path file : files.filter(name -> name.toString().endsWith(".checkpoint")).toList()) {
        Files.writeString(file, Files.readString(file).replaceFirst("\n3\n", "\n2\n"));
      }
    }
    try (ServingWitness witness = ServingWitness.start(own, logs(log))) {
      assertTrue(witness.err().contains("is damaged"), witness.err());
      log.append("account-1", 1);
      log.sign();
      Shell.Result result = submit(log, policy(log, "quorum w0", witness));
      assertFails(Exit.UNAVAILABLE, "missing is witness w0", result);
      assertTrue(result.out().contains("answered 500"), result.out());
    }
  }

  @Test
  void aPortOrAFolderThatIsTakenIsSaid() throws Exception {
    Path logs = logs(signed("a", 1));
    String own = folder.resolve("w").toString();
    try (ServingWitness running = ServingWitness.start(folder.resolve("w"), logs);
        ServerSocket taken = new ServerSocket(0)) {
      assertFails(
          Exit.UNAVAILABLE,
          "another process runs the witness",
          serve("--folder", own, "--logs", "" + logs));
      assertFails(
          Exit.UNAVAILABLE,
          "choose another one with --port",
          serve(
              "--folder",
              own + "2",
              "--logs",
              "" + logs,
              "--host",
              "0.0.0.0",
              "--port",
              "" + taken.getLocalPort()));
      assertEquals(Exit.INTERRUPTED, running.stop());
      assertFails(
          Exit.USAGE,
          "keeps that name",
          serve("--folder", own, "--logs", "" + logs, "--name", "other.example"));
    }
  }

  private Shell.Result serve(String... args) {
    List<String> all = new ArrayList<>(List.of("witness", "serve"));
    all.addAll(List.of(args));
    return Shell.on(folder.resolve("none")).run(all.toArray(String[]::new));
  }

  @Test
  void whatCannotBeServedOrSubmittedGetsOneSentence() throws Exception {
    SignedStore log = signed("a", 1);
    Path logs = logs(log);
    String own = folder.resolve("w").toString();
    assertFails(Exit.USAGE, "needs serve or submit", log.shell().run("witness"));
    assertFails(Exit.USAGE, "needs --folder PATH and --logs FILE", serve("--folder", own));
    assertFails(Exit.USAGE, "cannot read", serve("--folder", own, "--logs", own + "/none"));
    assertFails(Exit.USAGE, "line 2", serve("--folder", own, "--logs", "" + file("\nlog x\n")));
    assertFails(
        Exit.USAGE, "names no log", serve("--folder", own, "--logs", "" + file("quorum none\n")));
    assertFails(
        Exit.USAGE, "--port is", serve("--folder", own, "--logs", "" + logs, "--port", "65536"));
    assertFails(
        Exit.USAGE,
        "--host",
        serve("--folder", own, "--logs", "" + logs, "--host", "no.such.invalid"));
    assertFails(
        Exit.USAGE, "--name", serve("--folder", own, "--logs", "" + logs, "--name", "two words"));
    assertFalse(Files.exists(folder.resolve("w").resolve("keys")));

    String witness = SignerKey.generate("w", KeyType.ED25519_COSIGNATURE).verifier().toString();
    assertFails(Exit.USAGE, "VKEY=URL", submit(log, logs, "--witness", witness));
    assertFails(Exit.USAGE, "--witness", submit(log, logs, "--witness", "x=http://h"));
    assertFails(
        Exit.USAGE,
        "a key of a log",
        submit(log, logs, "--witness", log.key().verifier() + "=http://h"));
    assertFails(
        Exit.USAGE, "none of http", submit(log, logs, "--witness", witness + "=http://h h"));
    assertFails(Exit.USAGE, "--timeout", submit(log, logs, "--timeout", "0", "--witness", witness));
    assertFails(Exit.USAGE, "there is no witness to ask", submit(log, logs));
    SignedStore unsigned = new SignedStore(folder.resolve("unsigned"));
    unsigned.append("account-1", 1);
    assertFails(Exit.UNAVAILABLE, "signed", submit(unsigned, logs));
  }

  @Test
  void aWitnessInItsOwnProcessRemembersHoweverItEnds() throws Exception {
    SignedStore log = signed("a", 3);
    SignedStore backup = copied("a", "backup");
    log.append("account-1", 2);
    log.sign();
    String logs = logs(log).toString();
    try (Processes processes = new Processes(folder)) {
      for (String end : List.of("killed", "asked")) {
        Process process =
            processes.start(
                end, "witness", "serve", "--port", "0", "--folder", folder + "/w", "--logs", logs);
        List<String> lines =
            Eventually.value(
                "the witness serves", () -> processes.lines(end), all -> all.size() == 2);
        String[] first = lines.getFirst().split(" ", -1);
        Path policy =
            file(
                "log %s\nwitness w %s %s\nquorum w\n"
                    .formatted(log.key().verifier(), first[2], first[3]));
        assertCosigned(submit(log, policy));
        assertFails(Exit.VERIFICATION_FAILED, "set back", submit(backup, policy));
        if (end.equals("killed")) {
          process.destroyForcibly().waitFor();
        } else {
          process.destroy();
          // The system's own exit code for the signal that asks a process to end.
          assertEquals(143, process.waitFor());
        }
        String err = Files.readString(processes.err(end), StandardCharsets.UTF_8);
        assertEquals(1, err.lines().count(), err);
      }
    }
  }
}
