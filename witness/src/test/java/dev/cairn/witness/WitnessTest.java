package dev.cairn.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.merkle.AddCheckpoint;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.KeyType;
import dev.cairn.merkle.LogIdentity;
import dev.cairn.merkle.NoteSignature;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.TreeHead;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WitnessTest {

  private static final SignerKey ED25519 =
      SignerKey.generate("w.example", KeyType.ED25519_COSIGNATURE);
  private static final SignerKey ML_DSA =
      SignerKey.generate("w.example", KeyType.ML_DSA_44_COSIGNATURE);
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

  @TempDir private Path folder;
  private WitnessFolder state;

  @BeforeEach
  void open() throws IOException {
    state = WitnessFolder.open(folder.resolve("witness"));
  }

  @AfterEach
  void close() throws IOException {
    state.close();
  }

  @Test
  void itCosignsWithAllItsKeysAndKeepsWhatItCosigned() throws IOException {
    WitnessAnswer answer = witness(state).add(PublishedLog.request(0, 1).bytes());
    assertEquals(200, answer.status());
    List<NoteSignature> lines = answer.body().lines().map(NoteSignature::parse).toList();
    SignedNote cosigned = PublishedLog.signed(1).with(lines);
    var opened =
        PublishedLog.IDENTITY.open(
            SignedNote.parse(cosigned.bytes()), List.of(ED25519.verifier(), ML_DSA.verifier()));
    assertEquals(3, opened.signatures().size());
    assertEquals(1_700_000_000, opened.signatures().get(2).time());
    assertEquals(Optional.of(cosigned), state.held(PublishedLog.ORIGIN));
  }

  @Test
  void itRemembersAfterItsProcessEnded() throws IOException {
    witness(state).add(PublishedLog.request(0, 3).bytes());
    state.close();
    open();
    Witness again = witness(state);
    assertStatus(409, again, PublishedLog.request(0, 1));
    assertStatus(422, again, new AddCheckpoint(3, List.of(), PublishedLog.fork(3)));
    assertStatus(200, again, PublishedLog.request(3, 5));
  }

  @Test
  void signaturesOfOthersAreNotPassedOn() throws IOException {
    SignerKey other = SignerKey.generate("other.example", KeyType.ED25519_COSIGNATURE);
    SignedNote note = PublishedLog.signed(1).signedBy(other, 1);
    assertStatus(200, witness(state), new AddCheckpoint(0, List.of(), note));
    assertEquals(
        List.of(PublishedLog.ORIGIN, "w.example", "w.example"),
        state.held(PublishedLog.ORIGIN).orElseThrow().signatures().stream()
            .map(NoteSignature::name)
            .toList());
  }

  @Test
  void whatItCannotCosignIsMalformed() throws IOException {
    Checkpoint extended =
        new Checkpoint(PublishedLog.ORIGIN, PublishedLog.checkpoint(1).head(), List.of("more"));
    SignedNote note = extended.sign(List.of(PublishedLog.KEY), 0);
    assertStatus(400, witness(state), new AddCheckpoint(0, List.of(), note));
    assertEquals(Optional.empty(), state.held(PublishedLog.ORIGIN));
  }

  @Test
  void nothingIsGivenOutThatCouldNotBeKept() {
    WitnessState full =
        new WitnessState() {
          @Override
          public Optional<SignedNote> held(String origin) throws IOException {
            return state.held(origin);
          }

          @Override
          public boolean advance(String origin, TreeHead from, SignedNote next) throws IOException {
            throw new IOException("no space");
          }
        };
    byte[] request = PublishedLog.request(0, 1).bytes();
    assertThrows(IOException.class, () -> witness(full).add(request));
  }

  @Test
  void aRequestThatAnotherOvertookIsDecidedAgain() throws IOException {
    WitnessState overtaken =
        new WitnessState() {
          private boolean first = true;

          @Override
          public Optional<SignedNote> held(String origin) throws IOException {
            return state.held(origin);
          }

          @Override
          public boolean advance(String origin, TreeHead from, SignedNote next) throws IOException {
            if (first) {
              first = false;
              state.advance(origin, TreeHead.EMPTY, PublishedLog.signed(3));
            }
            return state.advance(origin, from, next);
          }
        };
    WitnessAnswer answer = witness(overtaken).add(PublishedLog.request(0, 1).bytes());
    assertEquals(new WitnessAnswer(409, "text/x.tlog.size", "3\n"), answer);
  }

  @Test
  void whoIsAlwaysOvertakenIsToldToComeAgain() throws IOException {
    WitnessState never =
        new WitnessState() {
          @Override
          public Optional<SignedNote> held(String origin) {
            return Optional.empty();
          }

          @Override
          public boolean advance(String origin, TreeHead from, SignedNote next) {
            return false;
          }
        };
    assertStatus(503, witness(never), PublishedLog.request(0, 1));
  }

  /** The race of the specification, and one of two forks: one tree wins, the other never does. */
  @Test
  void ofTwoForksAtOnceOneIsCosigned() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Witness witness = witness(state);
      List<Callable<WitnessAnswer>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        byte[] one = PublishedLog.request(0, 3).bytes();
        byte[] other = new AddCheckpoint(0, List.of(), PublishedLog.fork(3)).bytes();
        calls.add(() -> witness.add(one));
        calls.add(() -> witness.add(other));
      }
      List<SignedNote> cosigned = new ArrayList<>();
      for (var answer : threads.invokeAll(calls)) {
        if (answer.get().status() == 200) {
          cosigned.add(state.held(PublishedLog.ORIGIN).orElseThrow());
        } else {
          assertEquals(409, answer.get().status());
        }
      }
      assertEquals(1, cosigned.size());
    }
  }

  @Test
  void theLatestIsFoundByTheHashOfItsOrigin() throws IOException {
    Witness witness = witness(state);
    // SHA-256 of "example.com/log".
    String hash = "4d3203c8f35cdf600e475f55fede6081a703d3d322f208865fca2ec4f0e030f8";
    assertTrue(witness.latest(hash).isEmpty());
    assertStatus(200, witness, PublishedLog.request(0, 1));
    assertEquals(state.held(PublishedLog.ORIGIN), witness.latest(hash));
    assertTrue(witness.latest(hash.replace('a', 'b')).isEmpty());
  }

  @Test
  void aLogThatIsNotKnownIsRefused() throws IOException {
    assertStatus(404, witness(state), new AddCheckpoint(0, List.of(), other()));
  }

  private static SignedNote other() {
    return new Checkpoint("example.com/other", TreeHead.EMPTY).sign(List.of(PublishedLog.KEY), 0);
  }

  @Test
  void whatIsNoRequestIsMalformed() throws IOException {
    for (String body : List.of("", "old 1\n", "\u0000", "old 0\n\nx\n")) {
      assertEquals(400, witness(state).add(body.getBytes(UTF_8)).status());
    }
  }

  @Test
  void aWitnessNeedsKeysOfCosignersAndOneLogPerOrigin() {
    List<LogIdentity> logs = List.of(PublishedLog.IDENTITY, PublishedLog.IDENTITY);
    assertThrows(
        IllegalArgumentException.class, () -> new Witness(List.of(ED25519), logs, state, CLOCK));
    for (List<SignerKey> keys : List.of(List.<SignerKey>of(), List.of(PublishedLog.KEY))) {
      assertThrows(
          IllegalArgumentException.class, () -> new Witness(keys, List.of(), state, CLOCK));
    }
  }

  private static Witness witness(WitnessState state) {
    return new Witness(List.of(ED25519, ML_DSA), List.of(PublishedLog.IDENTITY), state, CLOCK);
  }

  private static void assertStatus(int status, Witness witness, AddCheckpoint request)
      throws IOException {
    assertEquals(status, witness.add(request.bytes()).status());
  }
}
