package dev.cairn.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** With a bundle of transparency-dev/tessera, {@code testdata/log}. */
final class EntryBundleTest {

  private static final byte[] PUBLISHED =
      HexFormat.of().parseHex("00036f6e65000374776f00057468726565");

  private static final TilePath.Entries THREE = new TilePath.Entries(0, 3);

  @Test
  void thePublishedOneIsReadAndWritten() {
    List<byte[]> words =
        Stream.of("one", "two", "three").map(word -> word.getBytes(UTF_8)).toList();
    assertArrayEquals(PUBLISHED, EntryBundle.write(words));
    assertEquals(
        List.of("one", "two", "three"),
        EntryBundle.read(THREE, PUBLISHED).stream().map(word -> new String(word, UTF_8)).toList());
  }

  @Test
  void itEndsNeitherTooEarlyNorTooLate() {
    for (int length = 0; length < PUBLISHED.length; length++) {
      byte[] cut = Arrays.copyOf(PUBLISHED, length);
      var refusal = assertThrows(MalformedException.class, () -> EntryBundle.read(THREE, cut));
      assertTrue(refusal.toString().contains("ends within entry "), refusal.toString());
    }
    byte[] longer = Arrays.copyOf(PUBLISHED, PUBLISHED.length + 2);
    var refusal = assertThrows(MalformedException.class, () -> EntryBundle.read(THREE, longer));
    assertTrue(
        refusal.toString().contains("tile/entries/000.p/3 has 2 bytes behind its 3 entries"));
    for (int width : new int[] {1, 2, 4, 256}) {
      TilePath.Entries other = new TilePath.Entries(0, width);
      assertThrows(MalformedException.class, () -> EntryBundle.read(other, PUBLISHED));
    }
  }

  @Test
  void entriesHaveALengthThatTwoBytesTell() {
    byte[] longest = new byte[EntryBundle.MOST_ENTRY_BYTES];
    longest[65_534] = 7;
    byte[] bundle = EntryBundle.write(List.of(longest, new byte[0]));
    List<byte[]> read = EntryBundle.read(new TilePath.Entries(0, 2), bundle);
    assertArrayEquals(longest, read.getFirst());
    assertEquals(0, read.getLast().length);

    List<byte[]> tooLong = List.of(new byte[1], new byte[EntryBundle.MOST_ENTRY_BYTES + 1]);
    var refusal = assertThrows(IllegalArgumentException.class, () -> EntryBundle.write(tooLong));
    assertTrue(
        refusal.toString().contains("at most 65535 bytes, this one has 65536"), refusal.toString());
  }

  @Test
  void aBundleHasOneEntryAndAtMostAFullTileOfThem() {
    assertEquals(
        512, EntryBundle.write(Collections.nCopies(TilePath.FULL_WIDTH, new byte[0])).length);
    assertThrows(
        IllegalArgumentException.class,
        () -> EntryBundle.write(Collections.nCopies(257, new byte[0])));
    assertThrows(IllegalArgumentException.class, () -> EntryBundle.write(List.of()));
  }
}
