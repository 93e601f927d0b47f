package dev.cairn.proofs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.EventType;
import dev.cairn.Position;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.EntryBundle;
import dev.cairn.merkle.Hash;
import dev.cairn.merkle.InclusionProof;
import dev.cairn.merkle.KeyType;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.TilePath;
import dev.cairn.merkle.TlogProof;
import dev.cairn.merkle.TreeHead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The records that a proof carries, and whether they hold together. */
final class RecordChainTest {

  private static final Instant TIME = Instant.parse("2025-12-28T10:00:00Z");

  private static LeafRecord record(String stream, long version, Hash previous) {
    return new LeafRecord(
        Position.of(10 * version),
        new UUID(0, version),
        StreamId.of(stream),
        Version.of(version),
        previous,
        EventType.of("Happened"),
        TIME,
        TreeHead.EMPTY.root());
  }

  private static List<LeafRecord> chain(String stream, int count) {
    List<LeafRecord> records = new ArrayList<>();
    Hash previous = LeafRecord.NONE;
    for (int version = 1; version <= count; version++) {
      records.add(record(stream, version, previous));
      previous = records.getLast().leafHash();
    }
    return records;
  }

  @Test
  void itIsABundleOfEntries() {
    List<LeafRecord> records = chain("account-1", 3);
    byte[] bytes = new RecordChain(records).bytes();
    assertEquals(
        records,
        EntryBundle.read(new TilePath.Entries(0, 3), bytes).stream()
            .map(LeafRecord::parse)
            .toList());
    assertEquals(new RecordChain(records), RecordChain.parse(bytes));
  }

  @Test
  void whatIsWrittenInAnyOtherWayIsRefused() {
    byte[] bytes = new RecordChain(chain("account-1", 2)).bytes();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      if (length == bytes.length / 2) {
        assertEquals(1, RecordChain.parse(cut).records().size());
      } else {
        assertThrows(IllegalArgumentException.class, () -> RecordChain.parse(cut), "of " + length);
      }
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    assertThrows(IllegalArgumentException.class, () -> RecordChain.parse(longer));
  }

  @Test
  void theLongestFitsIntoAFileAndALongerOneIsRefused() {
    String name = "x".repeat(255);
    LeafRecord longest =
        new LeafRecord(
            Position.of(1),
            new UUID(0, 1),
            StreamId.of(name),
            Version.of(1),
            LeafRecord.NONE,
            EventType.of(name),
            TIME,
            TreeHead.EMPTY.root());
    List<LeafRecord> most = Collections.nCopies(RecordChain.MOST_RECORDS, longest);
    RecordChain chain = new RecordChain(most);
    assertEquals(RecordChain.MOST_BYTES, chain.bytes().length);
    SignedNote checkpoint =
        new Checkpoint("log", TreeHead.EMPTY)
            .sign(List.of(SignerKey.generate("log", KeyType.ED25519)), 0);
    String filler = checkpoint.signatures().getFirst().base64();
    int room = SignedNote.MOST_BYTES - checkpoint.bytes().length - 200;
    SignedNote largest =
        new SignedNote(
            checkpoint.text().strip() + "\n" + "x".repeat(room) + "\n", checkpoint.signatures());
    assertEquals(92, filler.length());
    TlogProof file =
        new LogProof(
                chain,
                new InclusionProof(
                    0, 1, Collections.nCopies(InclusionProof.MOST_HASHES, TreeHead.EMPTY.root())),
                largest)
            .file();
    assertEquals(file, TlogProof.parse(file.bytes()));

    List<LeafRecord> more = new ArrayList<>(most);
    more.add(longest);
    assertThrows(IllegalArgumentException.class, () -> new RecordChain(more));
    byte[] moreBytes = Arrays.copyOf(chain.bytes(), chain.bytes().length + 619);
    assertThrows(IllegalArgumentException.class, () -> RecordChain.parse(moreBytes));
  }

  @Test
  void whetherItHoldsTogetherIsSaidInWords() {
    List<LeafRecord> records = chain("account-1", 4);
    assertEquals("", new RecordChain(records).broken());
    assertEquals("", new RecordChain(records.subList(2, 4)).broken());
    assertBroken("does not follow version 1", List.of(records.get(0), records.get(2)));
    assertBroken("does not follow", List.of(records.get(1), records.get(0)));
    LeafRecord foreign = record("account-2", 2, records.getFirst().leafHash());
    assertBroken("version 2 of account-2", List.of(records.getFirst(), foreign));
    LeafRecord behindAnother = record("account-1", 2, TreeHead.EMPTY.root());
    assertBroken("behind another event", List.of(records.getFirst(), behindAnother));
    assertBroken("said to have an event before it", List.of(record("a", 1, TreeHead.EMPTY.root())));
    assertBroken("said to have none before it", List.of(record("a", 2, LeafRecord.NONE)));
  }

  private static void assertBroken(String reason, List<LeafRecord> records) {
    String broken = new RecordChain(records).broken();
    assertTrue(broken.contains(reason), broken);
  }
}
