package dev.cairn.privacy;

import static dev.cairn.privacy.Samples.ANN;
import static dev.cairn.privacy.Samples.BOB;
import static dev.cairn.privacy.Samples.TOMBSTONE;
import static dev.cairn.privacy.Samples.VAULT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.disk.AtomicFile;
import dev.cairn.testkit.Fault;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.FaultyDisk.Operation;
import dev.cairn.testkit.MemoryDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileVaultTest {

  private static final Path FILE = VAULT.resolve("customer-7.json");

  private final MemoryDisk memory = new MemoryDisk();
  private final FaultyDisk disk = new FaultyDisk(memory);
  private final FileVault vault = FileVault.open(disk, VAULT);

  private static byte[] secret(SubjectKey key) {
    return key.secret().getEncoded();
  }

  private byte[] bytes() throws IOException {
    return AtomicFile.read(memory, FILE);
  }

  @Test
  void aKeyIsMadeOnceAndIsThereForOthers() {
    SubjectKey key = vault.current(ANN);

    assertEquals(1, key.number());
    assertEquals(32, secret(key).length);
    for (FileVault one : List.of(vault, FileVault.open(disk, VAULT))) {
      assertArrayEquals(secret(key), secret(one.current(ANN)));
      assertEquals(key, assertInstanceOf(SubjectKeys.Held.class, one.keys(ANN)).current());
    }
    assertNotEquals(key.secret(), vault.current(BOB).secret());
    assertEquals(List.of(ANN, BOB), vault.subjects());
    assertEquals(new SubjectKeys.Unknown(), vault.keys(SubjectId.of("nobody")));
  }

  @Test
  void filesOfOtherNamesAreLeftAlone() throws IOException {
    vault.current(ANN);
    AtomicFile.write(memory, VAULT.resolve("Notes.json"), ByteBuffer.wrap(new byte[1]));

    assertEquals(List.of(ANN), vault.subjects());
  }

  @Test
  void aDestroyedKeyIsGoneAndTheTombstoneStays() throws IOException {
    byte[] key = secret(vault.current(ANN));
    vault.rotate(ANN);

    assertEquals(TOMBSTONE, vault.destroy(ANN, TOMBSTONE));

    assertEquals(new SubjectKeys.Erased(TOMBSTONE), vault.keys(ANN));
    assertThrows(ErasedSubjectException.class, () -> vault.current(ANN));
    assertThrows(ErasedSubjectException.class, () -> vault.rotate(ANN));
    String text = new String(bytes(), StandardCharsets.UTF_8);
    assertFalse(text.contains(Base64.getEncoder().encodeToString(key)), text);
    assertEquals(
        "{\"format\":1,\"subject\":\"customer-7\",\"erased\":\"2026-01-02T03:04:05.000006Z\",\"reason\":\"request 12\",\"actor\":\"clerk-3\",\"complete\":false,\"crc\":\"",
        text.substring(0, text.length() - 11));
  }

  @Test
  void theFirstTombstoneStaysButForItsBeingComplete() {
    vault.destroy(ANN, TOMBSTONE);
    Tombstone later = new Tombstone(TOMBSTONE.at().plusSeconds(1), "again", "other", true);

    assertEquals(TOMBSTONE.completed(), vault.destroy(ANN, later));
    assertEquals(new SubjectKeys.Erased(TOMBSTONE.completed()), vault.keys(ANN));
  }

  @Test
  void everyBitOfAFileThatFlipsIsFoundAndMayStillBeErased() throws IOException {
    vault.current(ANN);
    byte[] sound = bytes();
    for (int bit = 0; bit < 8 * sound.length; bit++) {
      byte[] flipped = sound.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      AtomicFile.write(memory, FILE, ByteBuffer.wrap(flipped));
      assertThrows(VaultException.class, () -> vault.keys(ANN), "bit " + bit);
      assertThrows(VaultException.class, () -> vault.current(ANN), "bit " + bit);
    }
    for (int length = 0; length < sound.length; length++) {
      AtomicFile.write(memory, FILE, ByteBuffer.wrap(Arrays.copyOf(sound, length)));
      assertThrows(VaultException.class, () -> vault.keys(ANN), "length " + length);
    }
    vault.destroy(ANN, TOMBSTONE);
    assertEquals(new SubjectKeys.Erased(TOMBSTONE), vault.keys(ANN));
  }

  @Test
  void theFileOfAnotherSubjectIsNotTaken() throws IOException {
    vault.current(ANN);
    vault.current(BOB);
    AtomicFile.write(
        memory, FILE, ByteBuffer.wrap(AtomicFile.read(memory, VAULT.resolve("customer-8.json"))));

    String said =
        String.valueOf(assertThrows(VaultException.class, () -> vault.keys(ANN)).getMessage());
    assertTrue(said.contains("it is the file of 'customer-8'"), said);
  }

  @Test
  void wrappedKeysOpenWithTheirMasterKeyAlone() throws IOException {
    FileVault wrapped = vault.wrappedWith(MasterKey.of(new byte[32]));
    byte[] key = secret(wrapped.current(ANN));

    assertArrayEquals(key, secret(wrapped.current(ANN)));
    String text = new String(bytes(), StandardCharsets.UTF_8);
    assertFalse(text.contains(Base64.getEncoder().encodeToString(key)), text);
    byte[] other = new byte[32];
    other[0] = 1;
    assertSays("not wrapped with this master key", vault.wrappedWith(MasterKey.of(other)));
    assertSays("none was given", vault);
    vault.destroy(ANN, TOMBSTONE);
    assertEquals(new SubjectKeys.Erased(TOMBSTONE), wrapped.keys(ANN));
    assertThrows(IllegalArgumentException.class, () -> MasterKey.of(new byte[16]));
  }

  private static void assertSays(String reason, FileVault vault) {
    String said =
        String.valueOf(assertThrows(VaultException.class, () -> vault.keys(ANN)).getMessage());
    assertTrue(said.contains(reason), said);
  }

  @Test
  void aVaultInAStoreIsRefused() throws IOException {
    for (String store : List.of("store.json", "store.json.import", "store.json.migrating")) {
      MemoryDisk one = new MemoryDisk();
      one.createFolders(Path.of("/data/ledger"));
      AtomicFile.write(one, Path.of("/data/ledger", store), ByteBuffer.wrap(new byte[1]));
      for (String place : List.of("/data/ledger", "/data/ledger/a/vault", "/data/ledger/x/../y")) {
        String said =
            String.valueOf(
                assertThrows(VaultException.class, () -> FileVault.open(one, Path.of(place)))
                    .getMessage());
        assertTrue(said.contains("inside the store /data/ledger"), said);
      }
      assertEquals(List.of(), FileVault.open(one, Path.of("/data/vault")).subjects());
    }
  }

  @Test
  void theLimitOfKeysIsKept() {
    for (int i = 1; i <= VaultFile.KEYS_MAX; i++) {
      assertEquals(i, vault.rotate(ANN).number());
    }
    assertThrows(VaultException.class, () -> vault.rotate(ANN));
    assertEquals(VaultFile.KEYS_MAX, vault.current(ANN).number());
  }

  @Test
  void anErrorOfAnyCallIsToldAndNoKeyIsGivenOutThatIsNotDurable() throws IOException {
    disk.forgetCalls();
    FileVault.open(disk, VAULT).current(ANN);
    int calls = disk.calls().size();
    assertTrue(calls > 8, "calls: " + calls);
    for (int nth = 1; nth <= calls; nth++) {
      MemoryDisk own = new MemoryDisk();
      FaultyDisk failing = new FaultyDisk(own);
      long struck = nth;
      failing.watch((number, call) -> {
        if (number == struck) {
          throw new IOException("injected: " + call);
        }
      });
      assertThrows(
          VaultException.class, () -> FileVault.open(failing, VAULT).current(ANN), "call " + nth);
      failing.watch((_, _) -> {});
      SubjectKey key = FileVault.open(failing, VAULT).current(ANN);
      MemoryDisk left = own.afterPowerCut(1);
      assertArrayEquals(secret(key), secret(FileVault.open(left, VAULT).current(ANN)));
      assertEquals(List.of(), failing.openFiles());
    }
  }

  @Test
  void aFolderThatCannotBeReadIsNotTakenForAnUnknownKey() {
    vault.current(ANN);
    disk.inject(Fault.next(Operation.OPEN));

    assertThrows(VaultException.class, () -> vault.keys(ANN));
  }

  @Test
  void onlyTheOwnerMayEnterTheFolder(@TempDir Path folder) throws IOException {
    Path own = folder.resolve("vault");
    Files.createDirectory(own);
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxr-xr-x"));

    FileVault.open(own).current(ANN);

    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(own)));
  }
}
