package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.merkle.KeyType;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.TlogProof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerifyProofCommandTest {

  @TempDir Path folder;
  private SignedStore signed = new SignedStore(Path.of(""));
  private String file = "";
  private String key = "";

  @BeforeEach
  void prove() {
    signed = new SignedStore(folder);
    signed.append("account-1", 2);
    signed.append("account-2", 1);
    signed.append("account-1", 1);
    signed.sign();
    key = signed.key().verifier().toString();
    file = folder.resolve("a.tlog-proof").toString();
    signed.shell().ok("prove", "account-1", "--to-file", file);
  }

  /** Checks in a shell that knows of no store. */
  private Shell.Result check(String... more) {
    String[] args = new String[more.length + 2];
    args[0] = "verify-proof";
    args[1] = file;
    System.arraycopy(more, 0, args, 2, more.length);
    return Shell.on(folder.resolve("nowhere")).run(args);
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private void refused(String sentence, String... more) {
    Shell.Result result = check(more);
    assertEquals(Exit.VERIFICATION_FAILED, result.exit(), result.toString());
    assertEquals("", result.out());
    assertTrue(result.err().contains(sentence), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
  }

  private void usage(String sentence, String... more) {
    Shell.Result result = check(more);
    assertEquals(Exit.USAGE, result.exit(), result.toString());
    assertTrue(result.err().contains(sentence), result.err());
  }

  @Test
  void whatIsProvenIsToldAndThatNobodyElseSpeaksForIt() {
    Shell.Result result = check("--key", key);
    assertEquals(Exit.NOT_ANCHORED, result.exit(), result.err());
    assertEquals("", result.err());
    List<String> lines = result.out().lines().toList();
    assertEquals(6, lines.size(), result.out());
    assertTrue(
        lines.get(0).matches("\\[001] [-0-9]+ [:0-9]+ \\| Happened \\| version 1 of account-1"));
    assertTrue(lines.get(2).startsWith("[004] "), lines.get(2));
    assertTrue(lines.get(3).startsWith("checkpoint  4 events, root "), lines.get(3));
    assertTrue(lines.get(3).contains("signed by cairn/"), lines.get(3));
    assertEquals("witnesses   none that you know has cosigned", lines.get(4));
    assertTrue(
        lines.get(5).startsWith("PROVEN: versions 1 to 3 of account-1 are in the log cairn/"),
        lines.get(5));
    assertTrue(
        lines.get(5).contains("Anchored: no, only a checkpoint kept elsewhere"), lines.get(5));
  }

  @Test
  void theKeysOfThisMachineAreBelievedWhereNoneAreNamed() {
    assertEquals(Exit.NOT_ANCHORED, check("--keys", signed.keys().toString()).exit());
    usage("give --key VKEY", "--keys", folder.resolve("none").toString());
  }

  @Test
  void aPolicySaysWhetherItIsAnchored() throws IOException {
    SignerKey witness = SignerKey.generate("w.example", KeyType.ED25519_COSIGNATURE);
    String none = write("none", "log %s\nquorum none\n".formatted(key));
    assertEquals(Exit.OK, check("--policy", none).exit());
    assertTrue(check("--policy", none).out().contains("your policy asks for none"));
    String needs =
        write("needs", "log %s\nwitness W %s\nquorum W\n".formatted(key, witness.verifier()));
    Shell.Result lacking = check("--policy", needs);
    assertEquals(Exit.NOT_ANCHORED, lacking.exit());
    assertTrue(lacking.out().contains("missing is witness W"), lacking.out());

    TlogProof proof = TlogProof.parse(Files.readAllBytes(Path.of(file)));
    SignedNote cosigned = proof.checkpoint().signedBy(witness, 1_700_000_000);
    Files.write(
        Path.of(file),
        new TlogProof(proof.extra(), proof.index(), proof.hashes(), cosigned).bytes());
    Shell.Result met = check("--policy", needs);
    assertEquals(Exit.OK, met.exit(), met.toString());
    assertTrue(met.out().contains("witnesses   W, 2023-11-14 22:13:20 UTC"), met.out());
    assertTrue(met.out().endsWith("Anchored: yes.\n"), met.out());
  }

  @Test
  void linesThatAreShownAreCompared() throws IOException {
    String one = write("one", signed.line(2) + "\n");
    Shell.Result result = check("--key", key, "--event", one);
    assertEquals(Exit.NOT_ANCHORED, result.exit(), result.err());
    assertTrue(
        result.out().contains("version 2 of account-1, and the line shown is what happened"),
        result.out());
    String all = write("all", signed.line(1) + "\n" + signed.line(2) + "\n" + signed.line(4));
    assertEquals(
        3,
        check("--key", key, "--event", all)
            .out()
            .lines()
            .filter(line -> line.contains("what happened"))
            .count());
    String other = write("other", signed.line(1) + "\n" + signed.line(3) + "\n");
    refused("line 2 is none of the events that it proves", "--key", key, "--event", other);
    refused("not a line of a log", "--key", key, "--event", write("empty", ""));
  }

  @Test
  void asJsonAndAsATable() {
    Shell.Result json = check("--key", key, "-o", "json");
    assertEquals(Exit.NOT_ANCHORED, json.exit());
    assertTrue(
        json.out().startsWith("{\"verdict\":\"proven\",\"anchored\":false,\"origin\":\"cairn/"),
        json.out());
    assertTrue(json.out().contains("\"size\":4,\"root\":\""), json.out());
    assertTrue(json.out().contains("\"signed_by\":[\"" + key + "\"]"), json.out());
    assertTrue(
        json.out().contains("\"cosigned_by\":[],\"lacking\":\"\",\"events\":[{\"position\":1,"),
        json.out());
    assertTrue(json.out().contains("\"shown\":false}"), json.out());
    Shell.Result table = check("--key", key, "-o", "table");
    assertEquals(4, table.out().lines().count(), table.out());
    assertTrue(table.out().startsWith("POSITION  TIME"), table.out());
  }

  @Test
  void whatIsRefusedIsOneCaseAndOneSentence() throws IOException {
    String proof = Files.readString(Path.of(file));
    write("a.tlog-proof", proof.replace("index 3", "index 2"));
    refused("proves nothing: the log that was signed does not hold its record", "--key", key);
    Shell.Result json = check("--key", key, "-o", "json");
    assertEquals(Exit.VERIFICATION_FAILED, json.exit());
    assertTrue(
        json.out().startsWith("{\"verdict\":\"refused\",\"case\":\"not-included\",\"reason\":\""),
        json.out());
    write("a.tlog-proof", proof.substring(0, proof.length() - 2));
    refused("this is no proof file", "--key", key);
    refused("this is no proof file");
    write("a.tlog-proof", proof);
    SignerKey other = SignerKey.generate(signed.key().verifier().name(), KeyType.ED25519);
    refused("its checkpoint is not to be trusted", "--key", other.verifier().toString());
  }

  @Test
  void aBareProofNeedsItsRecord() throws IOException {
    String record = folder.resolve("record").toString();
    signed.shell().ok("prove", "2", "--bare", "--to-file", file, "--overwrite", "--record", record);
    refused("holds no record of the event", "--key", key);
    Shell.Result result = check("--key", key, "--record", record);
    assertEquals(Exit.NOT_ANCHORED, result.exit(), result.err());
    assertTrue(result.out().startsWith("[002] "), result.out());
    refused("its records cannot be read", "--key", key, "--record", write("short", "x"));
  }

  @Test
  void aProofIsReadFromStandardInputToo() throws IOException {
    String proof = Files.readString(Path.of(file), StandardCharsets.UTF_8);
    Shell.Result result =
        Shell.on(folder.resolve("nowhere")).runWith(proof, "verify-proof", "-", "--key", key);
    assertEquals(Exit.NOT_ANCHORED, result.exit(), result.err());
  }

  @Test
  void aFileThatCannotBeReadOrIsTooLongIsTold() throws IOException {
    file = folder.resolve("missing").toString();
    Shell.Result missing = check("--key", key);
    assertEquals(Exit.UNAVAILABLE, missing.exit());
    assertTrue(missing.err().contains("there is no such file"), missing.err());
    file = write("long", "x".repeat(TlogProof.MOST_BYTES + 1));
    usage("more than the 2097152 bytes", "--key", key);
  }
}
