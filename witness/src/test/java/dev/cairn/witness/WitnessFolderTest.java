package dev.cairn.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.disk.RealDisk;
import dev.cairn.merkle.MalformedException;
import dev.cairn.merkle.NoteSignature;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.TreeHead;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.MemoryDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a witness has on the disk: what is held is never forgotten, nor taken for what it is not.
 */
final class WitnessFolderTest {

  /** SHA-256 of the origin. */
  private static final String FILE =
      "4d3203c8f35cdf600e475f55fede6081a703d3d322f208865fca2ec4f0e030f8.checkpoint";

  @TempDir private Path temp;

  private Path folder() {
    return temp.resolve("witness");
  }

  private WitnessFolder open() throws IOException {
    return WitnessFolder.open(folder());
  }

  private static void advance(WitnessFolder state, TreeHead from, SignedNote next)
      throws IOException {
    assertTrue(state.advance(PublishedLog.ORIGIN, from, next));
  }

  private static TreeHead head(long size) {
    return PublishedLog.checkpoint(size).head();
  }

  @Test
  void whatIsHeldIsThereAfterARestart() throws IOException {
    try (WitnessFolder state = open()) {
      state.keys("w.example");
      assertEquals(Optional.empty(), state.held(PublishedLog.ORIGIN));
      advance(state, TreeHead.EMPTY, PublishedLog.signed(1));
      advance(state, head(1), PublishedLog.signed(3));
    }
    try (WitnessFolder state = open()) {
      assertEquals(Optional.of(PublishedLog.signed(3)), state.held(PublishedLog.ORIGIN));
      assertEquals(Optional.empty(), state.held("example.com/other"));
      assertFalse(state.advance(PublishedLog.ORIGIN, head(1), PublishedLog.signed(5)));
      assertFalse(state.advance(PublishedLog.ORIGIN, TreeHead.EMPTY, PublishedLog.signed(5)));
      assertEquals(Optional.of(PublishedLog.signed(3)), state.held(PublishedLog.ORIGIN));
    }
  }

  @Test
  void theFileIsTheNoteBehindALineThatProtectsIt() throws IOException {
    try (WitnessFolder state = open()) {
      state.keys("w.example");
      advance(state, TreeHead.EMPTY, PublishedLog.signed(3));
    }
    String text = Files.readString(folder().resolve(FILE));
    int first = text.indexOf('\n') + 1;
    assertEquals(PublishedLog.signed(3).toString(), text.substring(first));
    assertTrue(text.matches("(?s)cairn-witness 1 [0-9a-f]{64}\n.*"), text);
  }

  @Test
  void ofTwoForksAtOnceOneIsHeld() throws Exception {
    try (WitnessFolder state = open();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> calls = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        SignedNote next = i % 2 == 0 ? PublishedLog.signed(3) : PublishedLog.fork(3);
        calls.add(() -> state.advance(PublishedLog.ORIGIN, TreeHead.EMPTY, next));
      }
      int taken = 0;
      for (var call : threads.invokeAll(calls)) {
        taken += call.get() ? 1 : 0;
      }
      assertEquals(1, taken);
    }
  }

  @Test
  void oneProcessAtATimeHasItOpen() throws IOException {
    WitnessFolder closed;
    try (WitnessFolder first = open()) {
      String refusal = assertThrows(IOException.class, this::open).toString();
      assertTrue(refusal.contains("another process runs the witness"), refusal);
      closed = first;
    }
    try (WitnessFolder _ = open()) {
      assertThrows(IOException.class, () -> closed.held(PublishedLog.ORIGIN));
      assertThrows(IOException.class, () -> closed.keys("w.example"));
      assertThrows(
          IOException.class,
          () -> closed.advance(PublishedLog.ORIGIN, TreeHead.EMPTY, PublishedLog.signed(1)));
    }
  }

  @Test
  void anyDamageRefusesThatLogAndNoOther() throws IOException {
    SignedNote other = PublishedLog.signed(1);
    try (WitnessFolder state = open()) {
      state.keys("w.example");
      advance(state, TreeHead.EMPTY, PublishedLog.signed(3));
      assertTrue(state.advance("example.com/other", TreeHead.EMPTY, other));
    }
    Path file = folder().resolve(FILE);
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i <= whole.length; i++) {
      assertDamaged(file, flipped(whole, i));
      assertDamaged(file, Arrays.copyOf(whole, i == whole.length ? i + 1 : i));
    }
    assertDamaged(file, new byte[HeldFile.MOST_BYTES + 1]);
    try (WitnessFolder state = open()) {
      // The note is one of the published log, whatever its file is called.
      assertRefused(state, "example.com/other");
    }
  }

  private static byte[] flipped(byte[] whole, int at) {
    byte[] flipped = whole.clone();
    flipped[at % whole.length] ^= 1;
    return flipped;
  }

  private void assertDamaged(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    try (WitnessFolder state = open()) {
      String refusal = assertRefused(state, PublishedLog.ORIGIN);
      assertTrue(refusal.contains(file.toString()), refusal);
    }
    assertTrue(Arrays.equals(bytes, Files.readAllBytes(file)), "it was replaced");
  }

  private static String assertRefused(WitnessFolder state, String origin) {
    assertThrows(
        IOException.class, () -> state.advance(origin, TreeHead.EMPTY, PublishedLog.signed(1)));
    String refusal = assertThrows(IOException.class, () -> state.held(origin)).toString();
    assertTrue(refusal.contains("is damaged"), refusal);
    assertTrue(refusal.contains(origin), refusal);
    return refusal;
  }

  @Test
  void theKeysAreMadeOnceAndTheOwnersAlone() throws IOException {
    List<SignerKey> made;
    try (WitnessFolder state = open()) {
      made = state.keys("w.example");
    }
    try (WitnessFolder state = open()) {
      assertEquals(secrets(made), secrets(state.keys("another.example")));
    }
    assertEquals(
        List.of("Ed25519 w.example", "ML-DSA-44 w.example"),
        made.stream().map(WitnessFolderTest::shown).toList());
    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())));
    SignedNote cosigned = PublishedLog.signed(1).signedBy(made.get(0), 1).signedBy(made.get(1), 1);
    assertEquals(
        List.of("w.example", "w.example"),
        cosigned.signatures().stream().skip(1).map(NoteSignature::name).toList());
  }

  private static String shown(SignerKey key) {
    return switch (key.verifier().type()) {
      case ED25519 -> "a log's key";
      case ED25519_COSIGNATURE -> "Ed25519 " + key.verifier().name();
      case ML_DSA_44_COSIGNATURE -> "ML-DSA-44 " + key.verifier().name();
    };
  }

  private static List<String> secrets(List<SignerKey> keys) {
    return keys.stream().map(SignerKey::secret).toList();
  }

  @Test
  void aNameThatNoKeyCanHaveMakesNone() throws IOException {
    try (WitnessFolder state = open()) {
      assertThrows(MalformedException.class, () -> state.keys("two words"));
    }
    assertFalse(Files.exists(folder().resolve("keys")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "PRIVATE+KEY+x\n", "swapped", "cut", "names", "too long"})
  void keysThatAreDamagedAreRefusedAndNotRepeated(String harm) throws IOException {
    List<SignerKey> keys;
    try (WitnessFolder state = open()) {
      keys = state.keys("w.example");
    }
    String text =
        switch (harm) {
          case "swapped" -> keys.get(1).secret() + "\n" + keys.get(0).secret() + "\n";
          case "cut" -> keys.get(0).secret() + "\n";
          case "names" -> keys.get(0).secret() + "\n" + KeyLines.made("x").get(1).secret() + "\n";
          case "too long" -> "x".repeat(KeyLines.MOST_BYTES + 1);
          default -> harm;
        };
    Files.writeString(folder().resolve("keys"), text);
    try (WitnessFolder state = open()) {
      String refusal = assertThrows(IOException.class, () -> state.keys("w.example")).toString();
      assertTrue(refusal.contains("keys is damaged"), refusal);
      assertFalse(refusal.contains("PRIVATE"), refusal);
    }
    assertEquals(text, Files.readString(folder().resolve("keys")));
  }

  @Test
  void aFolderWithOtherThingsOrWithoutItsKeysIsNotTaken() throws IOException {
    Path photos = Files.createDirectories(temp.resolve("photos"));
    Files.writeString(photos.resolve("tree.jpg"), "");
    var rights = Files.getPosixFilePermissions(photos);
    String refusal = assertThrows(IOException.class, () -> WitnessFolder.open(photos)).toString();
    assertTrue(refusal.contains("tree.jpg"), refusal);
    assertEquals(rights, Files.getPosixFilePermissions(photos));

    try (WitnessFolder state = open()) {
      state.keys("w.example");
      advance(state, TreeHead.EMPTY, PublishedLog.signed(1));
    }
    Files.delete(folder().resolve("keys"));
    try (WitnessFolder state = open()) {
      String gone = assertThrows(IOException.class, () -> state.keys("w.example")).toString();
      assertTrue(gone.contains("are gone"), gone);
    }
    assertFalse(Files.exists(folder().resolve("keys")));
  }

  /** Whoever ended in the middle may have left what is not durable: it is made so before use. */
  @Test
  void whatAnEarlierProcessLeftIsWrittenAgainBeforeItIsBelieved() throws IOException {
    MemoryDisk memory = new MemoryDisk();
    FaultyDisk disk = new FaultyDisk(memory);
    try (WitnessFolder state = WitnessFolder.open(disk, folder())) {
      state.keys("w.example");
      advance(state, TreeHead.EMPTY, PublishedLog.signed(1));
      disk.watch((_, call) -> {
        if (call.operation() == FaultyDisk.Operation.SYNC_FOLDER) {
          throw new IOException("the process ended");
        }
      });
      assertThrows(
          IOException.class,
          () -> state.advance(PublishedLog.ORIGIN, head(1), PublishedLog.signed(3)));
    }
    try (WitnessFolder state = WitnessFolder.open(memory, folder())) {
      assertEquals(Optional.of(PublishedLog.signed(3)), state.held(PublishedLog.ORIGIN));
      for (int seed = 0; seed < 20; seed++) {
        try (WitnessFolder left = WitnessFolder.open(memory.afterPowerCut(seed), folder())) {
          assertEquals(Optional.of(PublishedLog.signed(3)), left.held(PublishedLog.ORIGIN));
        }
      }
    }
  }

  @Test
  void whatCannotBeAFolderIsRefused() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));
    assertThrows(IOException.class, () -> WitnessFolder.open(new RealDisk(), file));
  }
}
