package dev.cairn.proofs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Position;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.merkle.KeyType;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.TlogProof;
import dev.cairn.merkle.TrustPolicy;
import dev.cairn.proofs.ProofVerdict.BrokenChain;
import dev.cairn.proofs.ProofVerdict.Malformed;
import dev.cairn.proofs.ProofVerdict.NoRecords;
import dev.cairn.proofs.ProofVerdict.NotIncluded;
import dev.cairn.proofs.ProofVerdict.OtherEvent;
import dev.cairn.proofs.ProofVerdict.Proven;
import dev.cairn.proofs.ProofVerdict.Refused;
import dev.cairn.proofs.ProofVerdict.Untrusted;
import dev.cairn.proofs.ProofVerdict.WithoutRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a proof file proves, and each way in which it does not. */
final class ProofCheckerTest {

  private static final StreamId STREAM = StreamId.of("account-1");

  @TempDir Path temp;
  private @Nullable SignedLog opened;
  private SignedNote checkpoint = SignedNote.unsigned("\n");

  @BeforeEach
  void record() {
    SignedLog log = SignedLog.in(temp.resolve("store"));
    opened = log;
    log.append("account-1", 2);
    log.append("account-2", 3);
    log.append("account-1", 2);
    checkpoint = log.sign();
  }

  @AfterEach
  void close() {
    log().close();
  }

  private SignedLog log() {
    return Objects.requireNonNull(opened);
  }

  private LogProof stream() {
    return log().prover(checkpoint).stream(STREAM, Version.of(1), Version.of(4));
  }

  private LogProof event(long position) {
    return log().prover(checkpoint).event(Position.of(position));
  }

  private <T extends ProofVerdict> T checked(Class<T> verdict, TlogProof file) {
    return assertInstanceOf(verdict, log().checker().check(file.bytes()));
  }

  private static TlogProof carrying(TlogProof file, byte[] extra) {
    return new TlogProof(
        Base64.getEncoder().encodeToString(extra), file.index(), file.hashes(), file.checkpoint());
  }

  private static TlogProof carrying(TlogProof file, List<LeafRecord> records) {
    return carrying(file, new RecordChain(records).bytes());
  }

  @Test
  void aGoodProofSaysWhatIsProvenAndByWhom() {
    Proven event = checked(Proven.class, event(4).file());
    assertEquals(
        "the event at position 4, version 2 of account-2, is in the log cairn.example/ledger of 7 events",
        event.sentence());
    assertEquals(List.of(log().key().verifier()), event.signers());
    assertTrue(event.policy().isMet());
    Proven stream = checked(Proven.class, stream().file());
    assertEquals(
        "versions 1 to 4 of account-1 are in the log cairn.example/ledger of 7 events, and none between them is left out",
        stream.sentence());
    assertEquals(
        List.of(1L, 2L, 6L, 7L),
        stream.chain().records().stream().map(r -> r.position().sequence()).toList());
  }

  @Test
  void witnessesAreCountedAndAQuorumThatIsNotMetIsNoRefusal() {
    SignerKey witness = SignerKey.generate("w.example", KeyType.ED25519_COSIGNATURE);
    String text =
        "log %s\nwitness w %s\nquorum w\n".formatted(log().key().verifier(), witness.verifier());
    ProofChecker checker =
        new ProofChecker(TrustPolicy.parse(text.getBytes(StandardCharsets.UTF_8)));
    LogProof alone = event(1);
    Proven lacking = assertInstanceOf(Proven.class, checker.check(alone.file().bytes()));
    assertEquals("witness w", lacking.policy().lacking());
    LogProof cosigned =
        new LogProof(alone.chain(), alone.inclusion(), checkpoint.signedBy(witness, 1_700_000_000));
    Proven met = assertInstanceOf(Proven.class, checker.check(cosigned.file().bytes()));
    assertTrue(met.policy().isMet());
    assertEquals(1_700_000_000, met.policy().cosigners().getFirst().time());
  }

  @Test
  void aFileThatIsNoProofIsRefused() {
    Refused refused =
        assertInstanceOf(Malformed.class, log().checker().check(new byte[] {'a', '\n', '\n'}));
    assertTrue(refused.sentence().startsWith("this is no proof file: "), refused::sentence);
  }

  @Test
  void aCheckpointOfAnotherLogOrKeyIsRefused() {
    SignerKey other = SignerKey.generate(SignedLog.ORIGIN, KeyType.ED25519);
    SignedLog forged = new SignedLog(log().folder(), log().store(), other);
    LogProof proof = forged.prover(forged.sign()).event(Position.of(1));
    assertTrue(
        checked(Untrusted.class, proof.file()).sentence().contains("no known key has signed"));
    SignerKey stranger = SignerKey.generate("elsewhere.example", KeyType.ED25519);
    TrustPolicy.Log elsewhere = new TrustPolicy.Log(stranger.verifier(), "");
    ProofVerdict verdict =
        new ProofChecker(new TrustPolicy(List.of(elsewhere), List.of(), TrustPolicy.NONE))
            .check(event(1).file().bytes());
    assertTrue(
        assertInstanceOf(Untrusted.class, verdict).sentence().contains("elsewhere.example"),
        verdict::sentence);
  }

  @Test
  void aBareFileNeedsTheRecordOfItsEvent() {
    LogProof proof = event(4);
    byte[] bare = proof.bare().bytes();
    checked(WithoutRecord.class, proof.bare());
    ProofVerdict verdict =
        log().checker().check(bare, Optional.of(proof.chain().last().bytes()), List.of());
    assertEquals(proof.chain(), assertInstanceOf(Proven.class, verdict).chain());
    ProofVerdict other =
        log().checker().check(bare, Optional.of(event(3).chain().last().bytes()), List.of());
    assertTrue(
        assertInstanceOf(NotIncluded.class, other).sentence().contains("proof of position 4"),
        other::sentence);
    assertInstanceOf(
        NoRecords.class, log().checker().check(bare, Optional.of(new byte[3]), List.of()));
    assertInstanceOf(
        NoRecords.class,
        log()
            .checker()
            .check(proof.file().bytes(), Optional.of(event(3).chain().last().bytes()), List.of()));
  }

  @Test
  void extraDataThatAreNoRecordsAreRefused() {
    Refused refused = checked(NoRecords.class, carrying(event(1).file(), new byte[] {0, 9, 1}));
    assertEquals("its records cannot be read: they end within record 1", refused.sentence());
  }

  @Test
  void aChainWithAnEventLeftOutAddedOrExchangedIsRefused() {
    TlogProof file = stream().file();
    List<LeafRecord> records = stream().chain().records();
    for (int left = 0; left < 3; left++) {
      List<LeafRecord> fewer = new ArrayList<>(records);
      fewer.remove(left);
      if (left == 0) {
        assertEquals(
            Version.of(2), checked(Proven.class, carrying(file, fewer)).chain().first().version());
      } else {
        checked(BrokenChain.class, carrying(file, fewer));
      }
    }
    checked(NotIncluded.class, carrying(file, records.subList(0, 3)));
    List<LeafRecord> foreign = new ArrayList<>(records);
    foreign.set(1, event(4).chain().last());
    checked(BrokenChain.class, carrying(file, foreign));
    List<LeafRecord> twice = new ArrayList<>(records);
    twice.add(2, records.get(1));
    checked(BrokenChain.class, carrying(file, twice));
    LeafRecord second = records.get(1);
    List<LeafRecord> dressed = new ArrayList<>(records);
    dressed.set(
        1,
        new LeafRecord(
            second.position(),
            second.id(),
            second.stream(),
            second.version(),
            second.previous(),
            second.type(),
            second.timestamp().plusSeconds(1),
            second.content()));
    Refused refused = checked(BrokenChain.class, carrying(file, dressed));
    assertTrue(refused.sentence().contains("recorded behind another event"), refused::sentence);
  }

  @Test
  void theIndexIsThatOfTheRecord() {
    TlogProof file = event(4).file();
    TlogProof moved = new TlogProof(file.extra(), 2, file.hashes(), file.checkpoint());
    assertEquals(
        "the log that was signed does not hold its record: it is the proof of position 3, and the record is of position 4",
        checked(NotIncluded.class, moved).sentence());
  }

  @Test
  void linesAreThoseOfTheEventsOrAreRefused() {
    byte[] file = stream().file().bytes();
    ProofVerdict verdict =
        log().checker().check(file, Optional.empty(), List.of(log().line(7), log().line(2)));
    assertEquals(
        List.of(Version.of(4), Version.of(2)),
        assertInstanceOf(Proven.class, verdict).shown().stream().map(LeafRecord::version).toList());
    ProofVerdict other =
        log().checker().check(file, Optional.empty(), List.of(log().line(1), log().line(3)));
    assertEquals(2, assertInstanceOf(OtherEvent.class, other).line());
    byte[] line = log().line(7);
    for (int i = 0; i < line.length; i++) {
      byte[] flipped = line.clone();
      flipped[i] ^= (byte) (1 << (i % 8));
      assertInstanceOf(
          OtherEvent.class,
          log().checker().check(file, Optional.empty(), List.of(flipped)),
          "byte " + i);
    }
  }

  @Test
  void noBitOfAProofFileCanBeChanged() {
    for (LogProof proof : List.of(event(4), stream())) {
      byte[] file = proof.file().bytes();
      for (int i = 0; i < file.length; i++) {
        for (int bit = 0; bit < 8; bit += 1 + i % 3) {
          byte[] flipped = file.clone();
          flipped[i] ^= (byte) (1 << bit);
          ProofVerdict verdict = log().checker().check(flipped);
          assertInstanceOf(Refused.class, verdict, "bit %d of byte %d".formatted(bit, i));
          assertFalse(verdict.sentence().isBlank());
        }
      }
    }
  }

  @Test
  void aFileThatIsCutAnywhereIsRefused() {
    byte[] file = event(4).file().bytes();
    for (int length = 0; length < file.length; length++) {
      assertInstanceOf(
          Refused.class,
          log().checker().check(java.util.Arrays.copyOf(file, length)),
          "length " + length);
    }
  }
}
