package dev.cairn.proofs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.disk.ForwardingDisk;
import dev.cairn.disk.ForwardingFile;
import dev.cairn.disk.RealDisk;
import dev.cairn.log.LogStore;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.KeyType;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.TreeHead;
import dev.cairn.merkle.VerifierKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The keys of a log: made once, read by nobody else, replaced while they overlap. */
final class LogKeysTest {

  @TempDir Path temp;
  private final Disk disk = new RealDisk();

  private LogStore store() {
    return LogStore.open(temp.resolve("store"));
  }

  private LogKeys open(LogStore store) {
    return LogKeys.open(disk, temp.resolve("keys"), store);
  }

  @Test
  void theyAreMadeAtTheirFirstUseAndStay() {
    try (LogStore store = store()) {
      LogKeys keys = open(store);

      List<VerifierKey> active = keys.verifiers().active();
      assertEquals(
          List.of(KeyType.ED25519, KeyType.ML_DSA_44_COSIGNATURE),
          active.stream().map(VerifierKey::type).toList());
      assertEquals(
          Set.of(store.origin()), Set.copyOf(active.stream().map(VerifierKey::name).toList()));
      assertEquals(temp.resolve("keys").resolve(store.id().toString()), keys.folder());
      assertEquals(keys.verifiers(), open(store).verifiers());
      assertEquals(active, open(store).signers().stream().map(key -> key.verifier()).toList());
      assertEquals(
          keys.verifiers(),
          LogKeys.verifiers(disk, temp.resolve("keys"), store.id()).orElseThrow());
    }
  }

  @Test
  void thePublicSideIsReadWithoutMakingAnything() throws IOException {
    try (LogStore store = store()) {
      assertTrue(LogKeys.verifiers(disk, temp.resolve("keys"), store.id()).isEmpty());
      assertFalse(Files.exists(temp.resolve("keys")));

      Path secret = open(store).folder().resolve("signer.keys");
      Files.delete(secret);
      assertTrue(LogKeys.verifiers(disk, temp.resolve("keys"), store.id()).isPresent());
    }
  }

  @Test
  void nobodyElseMayReadThePrivateOnesBeforeAByteIsInThem() throws IOException {
    List<String> rights = new ArrayList<>();
    Disk watched =
        new ForwardingDisk(disk) {
          @Override
          public DiskFile open(Path file, Access access) throws IOException {
            DiskFile below = super.open(file, access);
            return new ForwardingFile(below) {
              @Override
              public void write(ByteBuffer from, long at) throws IOException {
                if (String.valueOf(file.getFileName()).startsWith("signer.keys")) {
                  rights.add(rights(file) + " " + rights(parent(file)));
                }
                super.write(from, at);
              }
            };
          }
        };
    try (LogStore store = store()) {
      LogKeys keys = LogKeys.open(watched, temp.resolve("keys"), store);

      assertEquals(List.of("rw------- rwx------"), rights);
      assertEquals("rw-------", rights(keys.folder().resolve("signer.keys")));
    }
  }

  private static Path parent(Path file) {
    return java.util.Objects.requireNonNull(file.getParent());
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void keysThatOthersCouldReadAreRefused() throws IOException {
    try (LogStore store = store()) {
      LogKeys keys = open(store);
      for (String rights : List.of("rw-r-----", "rw----r--", "rw--w----")) {
        Files.setPosixFilePermissions(
            keys.folder().resolve("signer.keys"), PosixFilePermissions.fromString(rights));
        assertRefused("chmod 600", keys::signers);
        assertRefused("chmod 600", () -> open(store));
      }
      Files.setPosixFilePermissions(
          keys.folder().resolve("signer.keys"), PosixFilePermissions.fromString("rw-------"));
      assertEquals(2, keys.signers().size());
    }
  }

  private static KeysException assertRefused(String reason, Executable call) {
    KeysException refusal = assertThrows(KeysException.class, call);
    assertTrue(refusal.toString().contains(reason), refusal::toString);
    return refusal;
  }

  @Test
  void aFolderInAStoreIsRefused() {
    try (LogStore store = store()) {
      for (String inside : List.of("store", "store/keys", "store/deep/../keys/deeper")) {
        assertRefused("inside the store", () -> LogKeys.open(disk, temp.resolve(inside), store));
        assertFalse(Files.exists(temp.resolve("store").resolve("keys")));
      }
    }
  }

  @Test
  void ofSeveralThatMakeThemAtOnceOneDoes() throws Exception {
    try (LogStore store = store();
        ExecutorService many = Executors.newFixedThreadPool(8)) {
      List<Future<LogVerifiers>> made = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        made.add(many.submit(() -> open(store).verifiers()));
      }
      Set<LogVerifiers> different = new HashSet<>();
      for (Future<LogVerifiers> one : made) {
        different.add(one.get());
      }
      assertEquals(1, different.size());
    }
  }

  @Test
  void twoPairsOverlapAndTheOlderOneIsRetired() {
    try (LogStore store = store()) {
      LogKeys keys = open(store);
      List<VerifierKey> first = keys.verifiers().active();
      Checkpoint head = new Checkpoint(store.origin(), TreeHead.EMPTY);
      SignedNote early = head.sign(keys.signers(), 1);
      assertRefused("only one pair", keys::retire);

      keys.rotate();
      List<VerifierKey> both = keys.verifiers().active();
      assertEquals(first, both.subList(0, 2));
      assertEquals(4, Set.copyOf(both).size());
      SignedNote overlap = head.sign(keys.signers(), 1);
      assertEquals(
          2,
          new LogVerifiers(first, List.of())
              .identity()
              .open(overlap, List.of())
              .signatures()
              .size());
      assertRefused("two pairs", keys::rotate);

      open(store).retire();
      LogVerifiers after = keys.verifiers();
      assertEquals(new LogVerifiers(both.subList(2, 4), first), after);
      assertEquals(after.active(), keys.signers().stream().map(key -> key.verifier()).toList());
      assertEquals(head, after.identityOfAllTime().open(early, List.of()).checkpoint());
      assertThrows(
          dev.cairn.merkle.UnprovenException.class, () -> after.identity().open(early, List.of()));
    }
  }

  @Test
  void aPublicFileThatACrashLeftBehindIsMadeAgain() throws IOException {
    try (LogStore store = store()) {
      LogKeys keys = open(store);
      byte[] before = Files.readAllBytes(keys.folder().resolve("verifier.keys"));
      keys.rotate();
      LogVerifiers rotated = keys.verifiers();
      Files.write(keys.folder().resolve("verifier.keys"), before);
      assertEquals(rotated, open(store).verifiers());

      keys.retire();
      LogVerifiers retired = keys.verifiers();
      Files.write(
          keys.folder().resolve("verifier.keys"),
          String.join("\n", rotated.active().stream().map(key -> "active " + key).toList())
              .concat("\n")
              .getBytes(java.nio.charset.StandardCharsets.UTF_8));
      assertEquals(retired, open(store).verifiers());
    }
  }

  @Test
  void whatIsDamagedLostOrAnothersIsRefused() throws IOException {
    try (LogStore store = store();
        LogStore other = LogStore.open(temp.resolve("other"))) {
      LogKeys keys = open(store);
      Path secret = keys.folder().resolve("signer.keys");
      byte[] good = Files.readAllBytes(secret);

      byte[] flipped = good.clone();
      flipped[good.length - 10] ^= 1;
      Files.write(secret, flipped);
      KeysException damaged = assertRefused("damaged", () -> open(store));
      assertFalse(damaged.toString().contains("PRIVATE+KEY+cairn"), "it repeats the key");

      Path copied = temp.resolve("keys").resolve(other.id().toString());
      Files.createDirectories(copied);
      Files.copy(keys.folder().resolve("verifier.keys"), copied.resolve("verifier.keys"));
      Files.write(copied.resolve("signer.keys"), good);
      Files.setPosixFilePermissions(
          copied.resolve("signer.keys"), PosixFilePermissions.fromString("rw-------"));
      assertRefused("not those of " + other.origin(), () -> open(other));

      Files.delete(secret);
      assertRefused("private keys are gone", () -> open(store));
      assertRefused("there are none", keys::signers);
    }
  }
}
