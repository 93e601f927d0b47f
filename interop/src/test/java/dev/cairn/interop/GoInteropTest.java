package dev.cairn.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.KeyType;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.TreeHead;
import dev.cairn.testkit.SeededRandom;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Go's {@code sumdb/note} and {@code sumdb/tlog} check a log of ours, through {@code checklog.go}.
 * Skipped where Debian's golang-go and golang-golang-x-mod-dev are missing.
 */
@Tag("process")
final class GoInteropTest {

  private static final int OLDER_SIZE = 20_000;
  private static final int SIZE = 70_000;
  private static final int FLIPS = 3;

  @TempDir private static Path temp;

  private static Checklog checklog;
  private static PublishedLog log;

  @BeforeAll
  static void publish() throws Exception {
    assumeTrue(Checklog.isPossible(), "golang-go and golang-golang-x-mod-dev are not installed");
    checklog = Checklog.build(Files.createDirectories(temp.resolve("go")));
    log = PublishedLog.make(temp, OLDER_SIZE, SIZE, new SeededRandom(70));
  }

  @Test
  void itTakesAllThatIsPublished() throws Exception {
    Answer answer = checklog.check(log);
    answer.assertGood();
    assertEquals(
        "GOOD: 70000 entries, 277 tiles, 56 files, signed by " + log.key().name(), answer.text());
  }

  @Test
  void itTakesALogThatWasCopiedFromAServer() throws Exception {
    assumeTrue(Answer.isCommand("curl"), "curl is not installed");
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = SimpleFileServer.createFileServer(address, log.folder(), OutputLevel.NONE);
    Path copy = temp.resolve("copy");
    server.start();
    try {
      Answer fetched =
          Answer.of(
              temp,
              List.of(
                  "bash",
                  Answer.resource("/checklog/fetchlog.sh").toString(),
                  "http://127.0.0.1:" + server.getAddress().getPort(),
                  copy.toString()),
              Map.of());
      assertEquals(new Answer(0, ""), fetched);
    } finally {
      server.stop(0);
    }
    checklog.check(copy, log.key().toString(), log.proofs()).assertGood();
  }

  @Test
  void itPassesOverTheSecondLineOfTheCheckpoint() throws Exception {
    Path file = log.folder().resolve(PublishedLog.CHECKPOINT);
    byte[] both = Files.readAllBytes(file);
    SignedNote note = SignedNote.parse(both);
    assertEquals(2, note.signatures().size());
    Flips.changed(
        file,
        new SignedNote(note.text(), note.signatures().reversed()).bytes(),
        () -> checklog.check(log).assertGood());
    Flips.changed(
        file,
        new SignedNote(note.text(), note.signatures().subList(1, 2)).bytes(),
        () -> checklog.check(log).assertRefused("without the line that it knows"));
  }

  @Test
  void itTakesNoOtherKey() throws Exception {
    String other = SignerKey.generate(log.key().name(), KeyType.ED25519).verifier().toString();
    checklog.check(log.folder(), other, List.of()).assertRefused("another key");
  }

  /** Of every level the first and the last; nothing but the whole comparison finds most of them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "tile/0/000",
        "tile/0/137",
        "tile/0/272",
        "tile/0/273.p/112",
        "tile/1/000",
        "tile/1/001.p/17",
        "tile/2/000.p/1",
        "tile/entries/000",
        "tile/entries/200",
        "tile/entries/273.p/112"
      })
  void noBitOfATileOrBundleCanBeChanged(String path) throws Exception {
    Path file = log.folder().resolve(path);
    byte[] sound = Files.readAllBytes(file);
    SeededRandom random = new SeededRandom(path.hashCode());
    for (int i = 0; i < FLIPS; i++) {
      int bit = random.nextInt(sound.length * Byte.SIZE);
      Flips.changed(
          file,
          Flips.flipped(sound, bit),
          () -> checklog.check(log).assertRefused(path + " bit " + bit));
    }
    Flips.changed(
        file,
        new byte[0],
        () -> checklog.check(log).assertRefused(path + " without anything in it"));
  }

  @Test
  void noBitOfANoteOrProofCanBeChanged() throws Exception {
    SeededRandom random = new SeededRandom(7);
    for (Path file :
        List.of(
            log.folder().resolve(PublishedLog.CHECKPOINT),
            log.folder().resolve(PublishedLog.OLDER),
            log.folder().resolve(PublishedLog.GROWTH),
            log.proofs().getFirst())) {
      byte[] sound = Files.readAllBytes(file);
      for (int bit : Flips.ofText(sound, 2 * FLIPS, random)) {
        Flips.changed(
            file,
            Flips.flipped(sound, bit),
            () -> checklog.check(log).assertRefused(file + " bit " + bit));
      }
    }
  }

  @Test
  void aLogThatWentAnotherWayIsFound() throws Exception {
    TreeHead fork = new TreeHead(OLDER_SIZE, log.head().root());
    SignedNote signed = new Checkpoint(log.key().name(), fork).sign(List.of(log.signer()), 0);
    Path file = Files.write(temp.resolve("fork.checkpoint"), signed.bytes());
    checklog.check(log.folder(), log.key().toString(), List.of(file)).assertRefused("a fork");
  }
}
