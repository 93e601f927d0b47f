package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.StoreId;
import dev.cairn.StreamId;
import dev.cairn.log.LogStore;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.KeyType;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.TreeHead;
import dev.cairn.proofs.LogKeys;
import dev.cairn.proofs.LogTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code verify} prints, as text and as JSON, and its exit codes. */
final class VerifyCommandTest {

  private static final SignerKey WITNESS =
      SignerKey.generate("w.example", KeyType.ED25519_COSIGNATURE);

  @TempDir Path folder;
  private SignedNote checkpoint = SignedNote.unsigned("\n");
  private TreeHead head = TreeHead.EMPTY;
  private StoreId id = new StoreId(new UUID(0, 0));
  private String origin = "";
  private String keyId = "";

  private Path store() {
    return folder.resolve("store");
  }

  @BeforeEach
  void make() throws IOException {
    try (LogStore log = LogStore.open(store());
        LogTree tree = LogTree.open(store(), log)) {
      for (int i = 1; i <= 3; i++) {
        log.append(
            Append.to(
                StreamId.of("account-" + i % 2),
                ExpectedVersion.any(),
                NewEvent.of("AmountBooked", "{\"amount\":%d}".formatted(i))));
      }
      LogKeys keys = LogKeys.open(new DiskAccess().disk(), folder.resolve("keys"), log);
      head = tree.grow();
      origin = log.origin();
      id = log.id();
      keyId = keys.verifiers().active().getFirst().hexId();
      checkpoint = new Checkpoint(origin, head).sign(keys.signers().subList(0, 1), 0);
    }
    publish(checkpoint);
    Files.writeString(store().resolve("checkpoints.log"), checkpoint + "\n");
  }

  private void publish(SignedNote note) throws IOException {
    Files.write(store().resolve("checkpoint"), note.bytes());
  }

  private Shell.Result verify(String... more) {
    String[] all = new String[more.length + 3];
    all[0] = "verify";
    all[1] = "--keys";
    all[2] = folder.resolve("keys").toString();
    System.arraycopy(more, 0, all, 3, more.length);
    return Shell.on(store()).run(all);
  }

  private static String timeless(String out) {
    return out.replaceAll("in \\d+\\.\\d\\d s", "in 0.00 s")
        .replaceAll("\"millis\":\\d+", "\"millis\":0");
  }

  private void edit(String text, String with) throws IOException {
    Path log = store().resolve("events.log");
    Files.writeString(log, Files.readString(log).replace(text, with));
  }

  private String looks(String tiles, String history, String end) {
    String checkpointText =
        "3 events, root %s, signed by %s+%s".formatted(head.root().toBase64(), origin, keyId);
    return """
    origin      %s
    checkpoint  %s  ok
    witnesses   none asked for
    events      %s  ok
    tiles       %s  ok
    history     %s  ok
    %s
    """
        .formatted(
            origin,
            checkpointText,
            padded("3 read, 2 streams complete, 0 gaps", checkpointText),
            padded(tiles, checkpointText),
            padded(history, checkpointText),
            end);
  }

  private static String padded(String text, String as) {
    return text + " ".repeat(as.length() - text.length());
  }

  @Test
  void aVerifiedStoreWithoutAnAnchorIsSaidToHaveNone() {
    Shell.Result result = verify();
    assertEquals("", result.err());
    assertEquals(
        looks(
            "1 of 1 equal to recomputation",
            "1 signed checkpoint compared",
            """
            VERIFIED in 0.00 s. Anchored: no.
            Nobody but this store and its key says that this is the log, and all of it: a log that was replaced as a whole or set back would look the same. Keep a checkpoint elsewhere (--pin FILE), or ask witnesses (--policy FILE).\
            """),
        timeless(result.out()));
    assertEquals(Exit.NOT_ANCHORED, result.exit());
  }

  @Test
  void aPinnedCheckpointAnchors() {
    String pin = folder.resolve("pin").toString();
    Shell.Result first = verify("--pin", pin);
    assertEquals(Exit.NOT_ANCHORED, first.exit());
    assertTrue(first.out().contains("no checkpoint was pinned yet"), first::out);
    Shell.Result next = verify("--pin", pin);
    assertEquals(
        looks(
            "1 of 1 equal to recomputation",
            "extends your pinned checkpoint of 3; 1 signed checkpoint compared",
            "VERIFIED in 0.00 s. Anchored: yes."),
        timeless(next.out()));
    assertEquals(Exit.OK, next.exit());
  }

  @Test
  void witnessesAnchorAndAPolicyMayAskForNone() throws IOException {
    String log = "log %s+%s".formatted(origin, key());
    Path policy = folder.resolve("policy");
    Files.writeString(policy, log + "\nwitness W " + WITNESS.verifier() + "\nquorum W\n");
    Shell.Result missing = verify("--policy", policy.toString());
    assertEquals(Exit.NOT_ANCHORED, missing.exit());
    assertTrue(missing.out().contains("none; missing: witness W"), missing::out);
    publish(checkpoint.signedBy(WITNESS, 1_766_917_000));
    Shell.Result cosigned = verify("--policy", policy.toString());
    assertEquals(Exit.OK, cosigned.exit());
    assertTrue(
        cosigned.out().contains("as the policy asks: W, 2025-12-28 10:16:40 UTC"), cosigned::out);
    Files.writeString(policy, log + "\nquorum none\n");
    Shell.Result nobody = verify("--policy", policy.toString());
    assertEquals(Exit.OK, nobody.exit());
    assertTrue(nobody.out().contains("Anchored: no."), nobody::out);
  }

  /** The public key of the log behind its name. */
  private String key() throws IOException {
    String text =
        LogKeys.verifiers(new DiskAccess().disk(), folder.resolve("keys"), id)
            .orElseThrow()
            .active()
            .getFirst()
            .toString();
    return text.substring(origin.length() + 1);
  }

  @Test
  void aTamperedStoreIsToldWithTheEventAndWhatIsProven() throws IOException {
    edit("\"amount\":2", "\"amount\":7");
    Shell.Result result = verify();
    assertEquals(Exit.VERIFICATION_FAILED, result.exit());
    assertEquals("ledger: %s is not what its log has signed\n".formatted(store()), result.err());
    List<String> lines = result.out().lines().toList();
    String told = lines.get(lines.size() - 3);
    assertTrue(told.startsWith("TAMPERED  event 2 ("), told);
    assertTrue(told.contains("events.log, line 2, bytes "), told);
    assertEquals("Proven good: events 1, 3.", lines.get(lines.size() - 2));
    assertEquals("Next: restore the file from a backup, and verify again.", lines.getLast());
  }

  @Test
  void jsonSaysTheSame() throws IOException {
    Shell.Result good = verify("-o", "json");
    assertEquals(
        "{\"verdict\":\"verified\",\"anchored\":false,\"origin\":\"%s\",\"checkpoint\":{\"size\":3,\"root\":\"%s\",\"signers\":[\"%s+%s\"]},\"witnesses\":{\"asked\":false,\"missing\":\"\",\"cosigners\":[]},\"events\":{\"read\":3,\"streams\":2,\"unsigned\":0},\"tiles\":{\"compared\":1,\"different\":0},\"history\":{\"checkpoints\":1,\"skipped\":0},\"millis\":0}\n"
            .formatted(origin, head.root().toBase64(), origin, keyId),
        timeless(good.out()));
    edit("\"amount\":2", "\"amount\":7");
    String bad = verify("-o", "json").out();
    assertTrue(bad.startsWith("{\"verdict\":\"tampered\",\"anchored\":false,"), bad);
    assertTrue(
        bad.contains(
            "\"tamperings\":[{\"kind\":\"bad_event\",\"position\":2,\"stream\":\"\",\"version\":0,\"type\":\"\",\"file\":"),
        bad);
    assertTrue(
        bad.contains("\"more\":0,\"proven\":[{\"first\":1,\"last\":1},{\"first\":3,\"last\":3}]"),
        bad);
  }

  @Test
  void whatCannotFinishSaysWhy() throws IOException {
    Files.delete(store().resolve("checkpoint"));
    Files.delete(store().resolve("checkpoints.log"));
    Shell.Result result = verify();
    assertEquals(Exit.UNAVAILABLE, result.exit());
    assertTrue(
        result.out().contains("COULD NOT FINISH  the log has never been signed"), result::out);
    assertTrue(result.err().contains("could not finish"), result::err);
    assertTrue(verify("-o", "json").out().contains("\"verdict\":\"unfinished\""));
  }

  @Test
  void whoseLogItShouldBeMustBeKnown() throws IOException {
    Shell.Result unknown =
        Shell.on(store()).run("verify", "--keys", folder.resolve("nothing").toString());
    assertEquals(Exit.USAGE, unknown.exit());
    assertTrue(unknown.err().contains("get the key from who runs the log"), unknown::err);
    Shell.Result other =
        verify("--key", SignerKey.generate("another.log", KeyType.ED25519).verifier().toString());
    assertEquals(Exit.USAGE, other.exit());
    Shell.Result forged =
        verify("--key", SignerKey.generate(origin, KeyType.ED25519).verifier().toString());
    assertEquals(Exit.VERIFICATION_FAILED, forged.exit());
    assertTrue(forged.out().contains("it is not what the log signed"), forged::out);
    assertEquals(Exit.OK, verify("--key", origin + "+" + key(), "--pin", pinned()).exit());
  }

  private String pinned() {
    String pin = folder.resolve("pin").toString();
    var _ = verify("--pin", pin);
    return pin;
  }

  @Test
  void theFilesOfTheVerifierLieElsewhere() {
    Shell.Result result = verify("--pin", store().resolve("pin").toString());
    assertEquals(Exit.USAGE, result.exit());
    assertTrue(result.err().contains("lies in the store"), result::err);
    assertFalse(Files.exists(store().resolve("pin")));
    assertEquals(Exit.NOT_ANCHORED, verify("--resume", folder.resolve("r").toString()).exit());
    assertEquals(Exit.NOT_FOUND, Shell.on(folder.resolve("none")).run("verify").exit());
  }

  @Test
  void aBarIsShownWhereItIsAskedFor() {
    Shell.Result result = verify("--progress");
    assertTrue(
        result.err().startsWith("\rverifying [##############################] 100 % of 3 events\r"),
        result::err);
  }
}
