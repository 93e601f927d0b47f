package dev.cairn.proofs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.EventType;
import dev.cairn.Position;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.merkle.Hash;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The record to the byte, as docs/format.md has it. */
final class LeafRecordTest {

  private static final LeafRecord RECORD =
      new LeafRecord(
          Position.of(42),
          UUID.fromString("0199b7a0-1234-7abc-8def-0123456789ab"),
          StreamId.of("account-é"),
          Version.of(7),
          Hash.fromBase64("QnGia+DYqE8L1UyMMC58s6O10fpngKQLzOKHNHfatlg="),
          EventType.of("FundsDeposited"),
          Instant.parse("2025-12-28T10:00:00.000001Z"),
          Hash.fromBase64("ApjRIpBtz8EIkstTpzmS/FufST6kybrbJ7eRtBJ6f+c="));

  @Test
  void itIsLaidOutAsTheFormatSays() {
    assertEquals(
        "01000000000000002a0199b7a012347abc8def0123456789ab00000000000000"
            + "0700064700308728014271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a4"
            + "0bcce2873477dab6580298d122906dcfc10892cb53a73992fc5b9f493ea4c9ba"
            + "db27b791b4127a7fe70a6163636f756e742dc3a90e46756e64734465706f7369"
            + "746564",
        HexFormat.of().formatHex(RECORD.bytes()));
    assertEquals("e1jiNyQoGl1HNEwiZAwcrFm9xLyiA8KkKdNYMirgS5A=", RECORD.leafHash().toBase64());
  }

  @Test
  void itIsReadAsItIsWritten() {
    assertEquals(RECORD, LeafRecord.parse(RECORD.bytes()));
  }

  @Test
  void whatIsWrittenInAnyOtherWayIsRefused() {
    byte[] bytes = RECORD.bytes();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThrows(IllegalArgumentException.class, () -> LeafRecord.parse(cut), "of " + length);
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    assertThrows(IllegalArgumentException.class, () -> LeafRecord.parse(longer));
    for (int harmed : new int[] {0, 1, 25, 105, 114, 116, 117}) {
      byte[] other = bytes.clone();
      other[harmed] = (byte) 0xff;
      assertThrows(IllegalArgumentException.class, () -> LeafRecord.parse(other), "at " + harmed);
    }
    byte[] control = bytes.clone();
    control[110] = '\n';
    assertThrows(IllegalArgumentException.class, () -> LeafRecord.parse(control));
  }
}
