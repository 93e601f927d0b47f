package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.ConsistencyProof;
import dev.cairn.merkle.Hash;
import dev.cairn.merkle.KeyType;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.TreeHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConsistencyCommandTest {

  @TempDir Path folder;
  private SignedStore signed = new SignedStore(Path.of(""));
  private SignedNote first = SignedNote.unsigned("\n");
  private SignedNote last = first;
  private String key = "";

  @BeforeEach
  void grow() {
    signed = new SignedStore(folder);
    signed.append("account-1", 5);
    first = signed.sign();
    signed.append("account-2", 2);
    signed.sign();
    signed.append("account-1", 3);
    last = signed.sign();
    key = signed.key().verifier().toString();
  }

  private Shell.Result run(String... more) {
    String[] args = new String[more.length + 3];
    args[0] = "consistency";
    args[1] = "--key";
    args[2] = key;
    System.arraycopy(more, 0, args, 3, more.length);
    return signed.shell().run(args);
  }

  private String file(String name, SignedNote note) throws IOException {
    return Files.write(folder.resolve(name), note.bytes()).toString();
  }

  private void fails(int exit, String sentence, String... more) {
    Shell.Result result = run(more);
    assertEquals(exit, result.exit(), result.toString());
    assertEquals("", result.out());
    assertTrue(result.err().contains(sentence), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
  }

  @Test
  void aLogThatGrewIsConsistent() throws IOException {
    String said =
        "CONSISTENT: the log %s of 10 events begins with all 5 that were signed before, unchanged (5 hashes).\n"
            .formatted(Checkpoint.parse(last.text()).origin());
    assertEquals(new Shell.Result(0, said, ""), run("5", "10"));
    assertEquals(new Shell.Result(0, said, ""), run("5"));
    assertEquals(new Shell.Result(0, said, ""), run(file("old", first)));
    assertEquals(new Shell.Result(0, said, ""), run(file("old", first), file("new", last)));
    assertTrue(run("7", "7").out().contains("of 7 events begins with all 7"));
    assertTrue(
        run("5", "7", "-o", "json")
            .out()
            .startsWith("{\"verdict\":\"consistent\",\"origin\":\"cairn/"));
  }

  @Test
  void theKeysOfThisMachineAreBelievedWhereNoneAreNamed() {
    Shell.Result own = signed.shell().run("consistency", "5", "--keys", signed.keys().toString());
    assertEquals(Exit.OK, own.exit(), own.err());
    Shell.Result none =
        signed.shell().run("consistency", "5", "--keys", folder.resolve("none").toString());
    assertEquals(Exit.USAGE, none.exit());
    assertTrue(none.err().contains("give --key VKEY"), none.err());
  }

  @Test
  void theProofIsAHashALine() {
    Shell.Result result = run("5", "10", "--proof");
    List<Hash> hashes = result.out().lines().map(Hash::fromBase64).toList();
    new ConsistencyProof(5, 10, hashes)
        .verify(Checkpoint.parse(first.text()).head(), Checkpoint.parse(last.text()).head());
    assertEquals("", run("7", "7", "--proof").out());
  }

  @Test
  void aHistoryThatIsAnotherIsRefused() throws IOException {
    TreeHead head = Checkpoint.parse(last.text()).head();
    String origin = Checkpoint.parse(last.text()).origin();
    SignerKey signer = signed.key();
    SignedNote fork = new Checkpoint(origin, new TreeHead(5, head.root())).sign(List.of(signer), 0);
    fails(
        Exit.VERIFICATION_FAILED,
        "does not begin with the 5 events of OLD",
        file("fork", fork),
        "10");
    fails(Exit.VERIFICATION_FAILED, "one key has signed two histories", "5", file("fork", fork));
    SignedNote ahead =
        new Checkpoint(origin, new TreeHead(99, head.root())).sign(List.of(signer), 0);
    fails(Exit.VERIFICATION_FAILED, "the log was set back", file("ahead", ahead), "10");
    fails(Exit.VERIFICATION_FAILED, "it ends at position 10", "5", file("ahead", ahead));
    fails(Exit.VERIFICATION_FAILED, "the log was set back", "10", "5");
  }

  @Test
  void aCheckpointOfOthersIsNotBelieved() throws IOException {
    Checkpoint checkpoint = Checkpoint.parse(first.text());
    SignerKey other = SignerKey.generate(checkpoint.origin(), KeyType.ED25519);
    fails(
        Exit.VERIFICATION_FAILED,
        "OLD is not to be trusted",
        file("old", checkpoint.sign(List.of(other), 0)));
    SignedNote elsewhere =
        new Checkpoint("elsewhere", checkpoint.head())
            .sign(List.of(SignerKey.generate("elsewhere", KeyType.ED25519)), 0);
    fails(Exit.VERIFICATION_FAILED, "NEW is not to be trusted", "5", file("new", elsewhere));
    fails(
        Exit.VERIFICATION_FAILED,
        "is no checkpoint",
        Files.writeString(folder.resolve("text"), "hello").toString());
  }

  @Test
  void aPolicyThatAsksForWitnessesIsNotMetWithoutThem() throws IOException {
    SignerKey witness = SignerKey.generate("w.example", KeyType.ED25519_COSIGNATURE);
    String policy =
        Files.writeString(
                folder.resolve("policy"),
                "log %s\nwitness W %s\nquorum W\n".formatted(key, witness.verifier()))
            .toString();
    assertEquals(Exit.NOT_ANCHORED, run("5", "10", "--policy", policy).exit());
    String cosigned = file("new", last.signedBy(witness, 1));
    assertEquals(Exit.OK, run("5", cosigned, "--policy", policy).exit());
  }

  @Test
  void whatIsNotThereIsToldSo() {
    fails(Exit.NOT_FOUND, "no checkpoint of 6 events was signed", "6");
    fails(Exit.UNAVAILABLE, "there is no such file", folder.resolve("missing").toString());
  }
}
