package dev.cairn.proofs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.CorruptStoreException;
import dev.cairn.log.Durability;
import dev.cairn.log.EventLog;
import dev.cairn.log.LogBackup;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogReader;
import dev.cairn.log.LogStore;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.KeyType;
import dev.cairn.merkle.NoteSignature;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.TreeHead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What a log signs is durable, goes on from what it signed, and can be read again. */
final class LogSignerTest {

  private static final LogOptions OPTIONS = LogOptions.standard();

  @TempDir Path temp;

  private Path folder() {
    return temp.resolve("store");
  }

  private Checkpoints checkpoints() {
    return Checkpoints.of(OPTIONS.disk(), folder());
  }

  private LogKeys keys(EventLog log) {
    return LogKeys.open(OPTIONS.disk(), temp.resolve("keys"), log);
  }

  private LogSigner.Signing sign(EventLog log) {
    return sign(folder(), log);
  }

  private LogSigner.Signing sign(Path store, EventLog log) {
    try (LogTree tree = LogTree.open(store, log, OPTIONS)) {
      return LogSigner.of(store, log, tree, keys(log), OPTIONS).sign();
    }
  }

  private static TreeHead head(SignedNote note) {
    return Checkpoint.parse(note.text()).head();
  }

  private List<SignedNote> all() {
    List<SignedNote> all = new ArrayList<>();
    assertEquals(0, checkpoints().each(all::add));
    return all;
  }

  @Test
  void everySigningIsKeptInOrderAndTheLatestIsPublished() {
    List<SignedNote> signed = new ArrayList<>();
    try (LogStore store = LogStore.open(folder())) {
      assertTrue(checkpoints().latest().isEmpty());
      assertEquals(List.of(), all());
      for (int some : List.of(0, 3, 300, 1)) {
        if (some > 0) {
          Logs.append(store, some);
        }
        LogSigner.Signing signing = sign(store);
        assertTrue(signing.isNew());
        signed.add(signing.note());
        assertEquals(NaiveTree.of(store).head(), head(signing.note()));
        assertEquals(
            List.of(KeyType.ED25519, KeyType.ML_DSA_44_COSIGNATURE),
            keys(store).verifiers().identity().open(signing.note(), List.of()).signatures().stream()
                .map(signature -> signature.key().type())
                .toList());
        assertEquals(signing.note(), checkpoints().latest().orElseThrow());
        assertEquals(signing.note(), keys(store).lastSigned().orElseThrow());
        assertEquals(signed, all());
      }
    }
  }

  @Test
  void whereNothingIsNewNothingIsSigned() {
    try (LogStore store = LogStore.open(folder())) {
      Logs.append(store, 3);
      LogSigner.Signing first = sign(store);

      assertEquals(new LogSigner.Signing(first.note(), false), sign(store));
      assertEquals(1, all().size());
    }
  }

  @Test
  void afterARotationTheSameEventsAreSignedByBothPairs() {
    try (LogStore store = LogStore.open(folder())) {
      Logs.append(store, 3);
      LogKeys keys = keys(store);
      SignedNote first = sign(store).note();
      LogVerifiers old = keys.verifiers();
      keys.rotate();
      SignedNote both = sign(store).note();
      assertEquals(2, old.identity().open(both, List.of()).signatures().size());
      assertEquals(4, keys.verifiers().identity().open(both, List.of()).signatures().size());
      assertFalse(sign(store).isNew());
      keys.retire();
      assertFalse(sign(store).isNew(), "the keys that are left have signed it");
      Logs.append(store, 1);
      SignedNote last = sign(store).note();
      assertEquals(2, keys.verifiers().identity().open(last, List.of()).signatures().size());
      assertEquals(List.of(first, both, last), all());
      all().forEach(note -> keys.verifiers().identityOfAllTime().open(note, List.of()));
    }
  }

  @Test
  void aCrashBetweenTwoSignaturesOfTheSameEventsIsFinishedToo() throws IOException {
    try (LogStore store = LogStore.open(folder())) {
      Logs.append(store, 3);
      sign(store);
      byte[] before = Files.readAllBytes(folder().resolve("checkpoint"));
      keys(store).rotate();
      SignedNote both = sign(store).note();
      Files.write(folder().resolve("checkpoint"), before);
      assertEquals(new LogSigner.Signing(both, false), sign(store));
    }
  }

  @Test
  void eventsThatAPowerCutMayTakeBackAreNotSigned() {
    LogOptions relaxed = OPTIONS.withDurability(Durability.mayLoseLatest(Duration.ofMinutes(1)));
    try (LogStore store = LogStore.open(folder(), relaxed)) {
      Logs.append(store, 3);
      assertEquals(3, store.head().sequence());
      assertEquals(0, store.durableHead().sequence());
      assertEquals(TreeHead.EMPTY, head(sign(store).note()));
      try (LogReader reader = LogReader.open(folder())) {
        assertEquals(0, reader.durableHead().sequence());
        assertFalse(sign(reader).isNew());
      }
    }
    try (LogReader reader = LogReader.open(folder())) {
      assertEquals(3, reader.durableHead().sequence());
      assertEquals(3, head(sign(reader).note()).size());
    }
  }

  @Test
  void aLogThatWasSetBackToABackupIsRefused() throws IOException {
    Path backup = temp.resolve("backup");
    try (LogStore store = LogStore.open(folder())) {
      Logs.append(store, 5);
      LogBackup.copy(folder(), backup, OPTIONS, _ -> {});
      Logs.append(store, 2);
      sign(store);
    }
    try (LogStore restored = LogStore.open(backup)) {
      assertRolledBack(7, 5, "memory of the keys", () -> sign(backup, restored));
      Logs.append(restored, 2);
      assertRolledBack(7, 7, "do not begin", () -> sign(backup, restored));
      Logs.append(restored, 10);
      assertRolledBack(7, 17, "do not begin", () -> sign(backup, restored));
      assertTrue(Checkpoints.of(OPTIONS.disk(), backup).latest().isEmpty());
    }
    // The same with the checkpoints of the store beside it, and keys that remember nothing.
    Files.copy(folder().resolve("checkpoint"), backup.resolve("checkpoint"));
    Files.copy(folder().resolve("checkpoints.log"), backup.resolve("checkpoints.log"));
    try (LogStore restored = LogStore.open(backup)) {
      Files.delete(keys(restored).folder().resolve("signed"));
      assertRolledBack(7, 17, "checkpoints.log", () -> sign(backup, restored));
    }
  }

  private static void assertRolledBack(long signed, long found, String reason, Executable call) {
    RolledBackException refusal = assertThrows(RolledBackException.class, call);
    assertEquals(signed, refusal.signed().head().size());
    assertEquals(found, refusal.found().size());
    assertTrue(refusal.toString().contains(reason), refusal::toString);
    assertTrue(refusal.toString().contains("./ledger migrate OLD NEW"), refusal::toString);
  }

  @Test
  void aRestoredLogThatLacksNothingGoesOn() {
    Path backup = temp.resolve("backup");
    try (LogStore store = LogStore.open(folder())) {
      Logs.append(store, 5);
      sign(store);
      LogBackup.copy(folder(), backup, OPTIONS, _ -> {});
    }
    try (LogStore restored = LogStore.open(backup)) {
      Logs.append(restored, 2);
      assertEquals(7, head(sign(backup, restored).note()).size());
    }
  }

  @Test
  void keysThatDidNotSignBeforeAreRefused() {
    try (LogStore store = LogStore.open(folder());
        LogTree tree = LogTree.open(folder(), store, OPTIONS)) {
      sign(store, tree, "keys");
      KeysException refusal =
          assertThrows(KeysException.class, () -> sign(store, tree, "other-keys"));
      assertTrue(refusal.toString().contains("not signed with them"), refusal::toString);
    }
  }

  private LogSigner.Signing sign(LogStore store, LogTree tree, String keys) {
    LogKeys some = LogKeys.open(OPTIONS.disk(), temp.resolve(keys), store);
    return LogSigner.of(folder(), store, tree, some, OPTIONS).sign();
  }

  @Test
  void whatACrashLeftHalfDoneIsFinished() throws IOException {
    Path published = folder().resolve("checkpoint");
    Path all = folder().resolve("checkpoints.log");
    try (LogStore store = LogStore.open(folder())) {
      Logs.append(store, 1);
      SignedNote first = sign(store).note();
      byte[] before = Files.readAllBytes(published);
      long length = Files.size(all);
      Logs.append(store, 1);
      SignedNote second = sign(store).note();
      byte[] whole = Files.readAllBytes(all);

      Files.write(published, before);
      assertEquals(new LogSigner.Signing(second, false), sign(store));
      assertEquals(second, checkpoints().latest().orElseThrow());

      for (int torn = 1; torn < whole.length - length; torn += 97) {
        Files.write(published, before);
        Files.write(all, Arrays.copyOf(whole, (int) length + torn));
        List<SignedNote> seen = new ArrayList<>();
        assertEquals(torn, checkpoints().each(seen::add));
        assertEquals(List.of(first), seen);
        assertEquals(second.text(), sign(store).note().text());
        assertEquals(
            List.of(first.text(), second.text()), all().stream().map(SignedNote::text).toList());
      }
    }
  }

  @Test
  void damageIsToldApartFromATornEnd() throws IOException {
    Path all = folder().resolve("checkpoints.log");
    try (LogStore store = LogStore.open(folder())) {
      for (int i = 0; i < 3; i++) {
        Logs.append(store, 1);
        sign(store);
      }
      byte[] good = Files.readAllBytes(all);
      long[] places = {1, good.length / 2, good.length - 30};
      for (long place : places) {
        byte[] bad = good.clone();
        bad[(int) place] = '\n';
        Files.write(all, bad);
        assertDamaged("checkpoints.log", () -> checkpoints().each(_ -> {}));
      }
      Files.write(all, Arrays.copyOf(good, good.length - 30));
      assertDamaged("checkpoints.log", () -> checkpoints().each(_ -> {}));
      assertDamaged("checkpoints.log", () -> sign(store));
      Files.delete(all);
      assertDamaged("checkpoints.log", () -> checkpoints().each(_ -> {}));
      assertDamaged("checkpoints.log", () -> sign(store));
      Files.write(all, good);
      Files.writeString(folder().resolve("checkpoint"), "nothing");
      assertDamaged("checkpoint", () -> checkpoints().latest());
      assertDamaged("checkpoint", () -> sign(store));
    }
  }

  private static void assertDamaged(String file, Executable call) {
    CorruptStoreException damage = assertThrows(CorruptStoreException.class, call);
    assertTrue(damage.file().endsWith(file), damage::toString);
  }

  @Test
  void aPublishedFileThatIsGoneIsMadeAnew() throws IOException {
    try (LogStore store = LogStore.open(folder())) {
      Logs.append(store, 1);
      sign(store);
      Logs.append(store, 1);
      SignedNote last = sign(store).note();
      Files.delete(folder().resolve("checkpoint"));
      assertEquals(new LogSigner.Signing(last, false), sign(store));
      assertEquals(last, checkpoints().latest().orElseThrow());
      assertEquals(2, all().size());
    }
  }

  @Test
  void theEndOfALongHistoryIsFoundFromItsEnd() throws IOException {
    try (LogStore store = LogStore.open(folder())) {
      Logs.append(store, 1);
      SignedNote first = sign(store).note();
      String again = first + "\n";
      for (int i = 0; i < 200; i++) {
        Files.writeString(
            folder().resolve("checkpoints.log"),
            again,
            StandardCharsets.UTF_8,
            StandardOpenOption.APPEND);
      }
      assertFalse(sign(store).isNew());
      Logs.append(store, 1);
      assertTrue(sign(store).isNew());
      assertEquals(202, all().size());
    }
  }

  @Test
  void cosignaturesAreAddedToTheLatestCheckpointOnly() {
    SignerKey witness = SignerKey.generate("w.example", KeyType.ED25519_COSIGNATURE);
    SignerKey other = SignerKey.generate("x.example", KeyType.ML_DSA_44_COSIGNATURE);
    try (LogStore store = LogStore.open(folder())) {
      Logs.append(store, 1);
      SignedNote first = sign(store).note();
      assertTrue(checkpoints().addCosignatures(first.signedBy(witness, 5)));
      assertTrue(checkpoints().addCosignatures(first.signedBy(other, 6)));
      SignedNote both = checkpoints().latest().orElseThrow();
      assertEquals(first.signatures(), both.signatures().subList(0, 2));
      assertEquals(
          List.of("w.example", "x.example"),
          both.signatures().stream().skip(2).map(NoteSignature::name).toList());

      SignedNote later = first.signedBy(witness, 7);
      assertTrue(checkpoints().addCosignatures(later));
      assertEquals(4, checkpoints().latest().orElseThrow().signatures().size());
      assertTrue(
          checkpoints().latest().orElseThrow().signatures().contains(later.signatures().getLast()));

      LogSigner.Signing again = sign(store);
      assertEquals(new LogSigner.Signing(checkpoints().latest().orElseThrow(), false), again);
      assertEquals(List.of(first), all());
      Logs.append(store, 1);
      SignedNote second = sign(store).note();
      assertFalse(checkpoints().addCosignatures(first.signedBy(witness, 8)));
      assertEquals(second, checkpoints().latest().orElseThrow());
    }
  }

  @Test
  void aLineUnderTheNameOfTheLogIsNotAdded() {
    try (LogStore store = LogStore.open(folder())) {
      SignedNote first = sign(store).note();
      SignerKey forged = SignerKey.generate(store.origin(), KeyType.ED25519);
      assertTrue(checkpoints().addCosignatures(first.signedBy(forged, 0)));
      assertEquals(first, checkpoints().latest().orElseThrow());
    }
  }

  @Test
  void aSignerWaitsForTheOneBesideIt() throws IOException {
    try (LogStore store = LogStore.open(folder());
        LogTree tree = LogTree.open(folder(), store, OPTIONS)) {
      LogSigner one = LogSigner.of(folder(), store, tree, keys(store), OPTIONS);
      LogSigner two = LogSigner.of(folder(), store, tree, keys(store), OPTIONS);
      try (Stream<Thread> started =
          Stream.of(one, two)
              .map(signer ->
                  Thread.ofVirtual()
                      .start(() -> {
                        for (int i = 0; i < 10; i++) {
                          Logs.append(store, 1);
                          signer.sign();
                        }
                      }))) {
        for (Thread thread : started.toList()) {
          while (thread.isAlive()) {
            try {
              thread.join();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          }
        }
      }
      assertEquals(20, head(checkpoints().latest().orElseThrow()).size());
      List<Long> sizes = all().stream().map(note -> head(note).size()).toList();
      assertEquals(sizes.stream().sorted().distinct().toList(), sizes);
    }
  }
}
