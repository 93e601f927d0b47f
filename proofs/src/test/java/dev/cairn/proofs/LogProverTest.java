package dev.cairn.proofs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.LimitExceededException;
import dev.cairn.Position;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.log.LogReader;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.KeyType;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.TreeHead;
import dev.cairn.merkle.UnprovenException;
import dev.cairn.proofs.ProofVerdict.Proven;
import dev.cairn.testkit.SeededRandom;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events and streams are proven against a signed head, or it is said why not. */
final class LogProverTest {

  @TempDir Path temp;
  private final SeededRandom random = new SeededRandom(6);

  private SignedLog log() {
    return SignedLog.in(temp.resolve("store"));
  }

  private static Proven proven(SignedLog log, LogProof proof) {
    return assertInstanceOf(Proven.class, log.checker().check(proof.file().bytes()));
  }

  @Test
  void everyEventIsProvenWithItsRecord() {
    try (SignedLog log = log()) {
      for (int i = 0; i < 150; i++) {
        log.append("account-é" + random.nextInt(20), 1 + random.nextInt(4));
      }
      SignedNote checkpoint = log.sign();
      log.append("account-é1", 300);
      log.sign();
      NaiveTree naive = NaiveTree.of(log.store());
      LogProver prover = log.prover(checkpoint);
      long size = Checkpoint.parse(checkpoint.text()).head().size();
      for (long position = 1; position <= size; position++) {
        LogProof proof = prover.event(Position.of(position));
        assertEquals(
            List.of(naive.records().get((int) position - 1)), proven(log, proof).chain().records());
      }
    }
  }

  @Test
  void everyRunOfAStreamIsProvenAsAWhole() {
    try (SignedLog log = log()) {
      for (int i = 0; i < 60; i++) {
        log.append("account-" + random.nextInt(6), 1 + random.nextInt(3));
      }
      LogProver prover = log.prover(log.sign());
      NaiveTree naive = NaiveTree.of(log.store());
      StreamId stream = StreamId.of("account-3");
      List<LeafRecord> all =
          naive.records().stream().filter(r -> r.stream().equals(stream)).toList();
      for (int from = 1; from <= all.size(); from++) {
        for (int to = from; to <= all.size(); to++) {
          LogProof proof = prover.stream(stream, Version.of(from), Version.of(to));
          assertEquals(all.subList(from - 1, to), proven(log, proof).chain().records());
        }
      }
    }
  }

  @Test
  void whatCameAfterTheCheckpointIsToldSo() {
    try (SignedLog log = log()) {
      log.append("account-1", 5);
      SignedNote checkpoint = log.sign();
      log.append("account-1", 1);
      log.sign();
      LogProver prover = log.prover(checkpoint);
      NotCoveredException event =
          assertThrows(NotCoveredException.class, () -> prover.event(Position.of(6)));
      assertEquals(5, event.size());
      NotCoveredException stream =
          assertThrows(
              NotCoveredException.class,
              () -> prover.stream(StreamId.of("account-1"), Version.of(1), Version.of(6)));
      assertEquals(
          "version 6 of account-1 is not signed yet: the latest checkpoint has the first 5 events; 'ledger checkpoint' signs",
          stream.getMessage());
    }
  }

  @Test
  void aStreamThatIsTooLongForOneFileNamesTheLimit() {
    try (SignedLog log = log()) {
      StreamId stream = StreamId.of("account-1");
      log.append("account-1", RecordChain.MOST_RECORDS + 1);
      LogProver prover = log.prover(log.sign());
      assertEquals(
          RecordChain.MOST_RECORDS,
          proven(log, prover.stream(stream, Version.of(2), Version.of(1_001)))
              .chain()
              .records()
              .size());
      LimitExceededException refused =
          assertThrows(
              LimitExceededException.class,
              () -> prover.stream(stream, Version.of(1), Version.of(1_001)));
      assertEquals("events of a stream in one proof", refused.limit());
      assertEquals(RecordChain.MOST_RECORDS, refused.most());
    }
  }

  @Test
  void aReaderWorksBesideWhoeverFollowsTheLog() {
    try (SignedLog log = log()) {
      log.append("account-1", 5);
      SignedNote checkpoint = log.sign();
      try (LogTree following = LogTree.open(log.folder(), log.store(), SignedLog.OPTIONS);
          LogReader beside = LogReader.open(log.folder(), SignedLog.OPTIONS)) {
        log.append("account-1", 300);
        following.grow();
        TreeHead head = Checkpoint.parse(checkpoint.text()).head();
        LogTreeReader reader =
            LogTreeReader.open(log.folder(), beside, SignedLog.OPTIONS.disk(), head);
        proven(log, new LogProver(reader, checkpoint).event(Position.of(3)));
      }
    }
  }

  @Test
  void anEventThatWasChangedIsNamedAndNotProven() throws IOException {
    SignerKey key;
    SignedNote checkpoint;
    try (SignedLog log = log()) {
      log.append("account-1", 5);
      log.append("account-2", 5);
      key = log.key();
      checkpoint = log.sign();
    }
    forge(4);
    try (SignedLog log = new SignedLog(temp.resolve("store"), log().store(), key)) {
      LogProver prover = log.prover(checkpoint);
      proven(log, prover.event(Position.of(3)));
      assertAltered(4, () -> prover.event(Position.of(4)));
      assertAltered(4, () -> prover.stream(StreamId.of("account-1"), Version.of(1), Version.of(5)));
      proven(log, prover.stream(StreamId.of("account-1"), Version.of(5), Version.of(5)));
    }
  }

  /** Changes the data of an event in the file, and its checksum with it. */
  private void forge(int position) throws IOException {
    Path file = Logs.active(temp.resolve("store"));
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    String line = lines.get(position - 1);
    String body =
        line.substring(0, line.lastIndexOf(",\"crc\":\"")).replace("Happened", "Hoppened");
    CRC32C crc = new CRC32C();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    String forged = body + ",\"crc\":\"" + HexFormat.of().toHexDigits((int) crc.getValue()) + "\"}";
    Files.writeString(file, Files.readString(file).replace(line, forged));
  }

  private static void assertAltered(
      long position, org.junit.jupiter.api.function.Executable proving) {
    AlteredLogException altered = assertThrows(AlteredLogException.class, proving);
    assertEquals(Position.of(position), altered.position());
  }

  @Test
  void aLogThatIsShorterThanItsCheckpointIsNotProven() {
    try (SignedLog log = log()) {
      log.append("account-1", 5);
      TreeHead head = Checkpoint.parse(log.sign().text()).head();
      SignedNote ahead = log.signed(new TreeHead(7, head.root()));
      assertAltered(6, () -> log.prover(ahead));
    }
  }

  @Test
  void tilesThatAreMissingOrDamagedAreTold() throws IOException {
    try (SignedLog log = log()) {
      log.append("account-1", 400);
      SignedNote checkpoint = log.sign();
      Path tiles = log.folder().resolve("tiles");
      Logs.damage(tiles.resolve("tile/0/000"), 32 * 9);
      assertThrows(
          DamagedTilesException.class, () -> log.prover(checkpoint).event(Position.of(10)));
      assertThrows(
          DamagedTilesException.class, () -> log.prover(checkpoint).event(Position.of(11)));
      Files.delete(tiles.resolve("tile/0/000"));
      assertThrows(
          DamagedTilesException.class, () -> log.prover(checkpoint).event(Position.of(11)));
      deleteAll(tiles);
      DamagedTilesException missing =
          assertThrows(DamagedTilesException.class, () -> log.prover(checkpoint));
      assertTrue(missing.toString().contains("0 events of the 400"), missing::toString);
      log.sign();
      proven(log, log.prover(checkpoint).event(Position.of(11)));
    }
  }

  private static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    }
  }

  @Test
  void afterTilesWereMadeAnewOlderHeadsAreProvenToo() throws IOException {
    try (SignedLog log = log()) {
      log.append("account-1", 300);
      SignedNote older = log.sign();
      log.append("account-2", 100);
      log.sign();
      deleteAll(log.folder().resolve("tiles"));
      log.sign();
      proven(log, log.prover(older).event(Position.of(299)));
    }
  }

  @Test
  void aLogThatGrewExtendsItsOlderHeadsAndNoOther() {
    try (SignedLog log = log()) {
      log.append("account-1", 300);
      TreeHead older = Checkpoint.parse(log.sign().text()).head();
      log.append("account-2", 100);
      LogTreeReader tree = log.reader(log.sign());
      tree.consistency(older).verify(older, tree.head());
      tree.consistency(tree.head()).verify(tree.head(), tree.head());
      TreeHead fork = new TreeHead(300, tree.head().root());
      assertThrows(UnprovenException.class, () -> tree.consistency(fork));
    }
  }

  @Test
  void aCheckpointOfAnotherHeadIsNotTaken() {
    try (SignedLog log = log()) {
      log.append("account-1", 3);
      SignedNote older = log.sign();
      log.append("account-1", 3);
      LogTreeReader tree = log.reader(log.sign());
      assertThrows(IllegalArgumentException.class, () -> new LogProver(tree, older));
    }
  }

  @Test
  void longSignaturesCanBeLeftOut() {
    try (SignedLog log = log()) {
      log.append("account-1", 3);
      SignerKey witness = SignerKey.generate("w.example", KeyType.ED25519_COSIGNATURE);
      SignerKey lattice = SignerKey.generate(SignedLog.ORIGIN, KeyType.ML_DSA_44_COSIGNATURE);
      SignedNote checkpoint = log.sign().signedBy(lattice, 1).signedBy(witness, 1);
      LogProof proof = log.prover(checkpoint).event(Position.of(2));
      assertEquals(3, proof.file().checkpoint().signatures().size());
      LogProof small = proof.withShortSignatures();
      assertEquals(
          List.of(SignedLog.ORIGIN, "w.example"),
          small.bare().checkpoint().signatures().stream().map(s -> s.name()).toList());
      proven(log, small);

      SignedNote onlyLattice = SignedNote.unsigned(checkpoint.text()).signedBy(lattice, 1);
      assertEquals(
          onlyLattice,
          new LogProof(proof.chain(), proof.inclusion(), onlyLattice)
              .withShortSignatures()
              .checkpoint());
    }
  }
}
