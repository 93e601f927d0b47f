package dev.cairn.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * With the values of transparency-dev/merkle, {@code rfc6962/rfc6962_test.go}, and of golang/mod,
 * {@code sumdb/tlog}.
 */
final class TreeHasherTest {

  private final TreeHasher hasher = new TreeHasher();

  @Test
  void theEmptyTreeHasTheHashOfNothing() {
    assertEquals(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        TreeHead.EMPTY.root().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "'', 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "L123456, 395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
  })
  void aLeafIsHashedBehindAZero(String entry, String hash) {
    assertEquals(hash, hasher.leaf(entry.getBytes(UTF_8)).toString());
  }

  @Test
  void theLeafOfAnotherLibraryHasTheSameHash() {
    assertEquals(
        "TszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=",
        hasher.leaf("hello world".getBytes(UTF_8)).toBase64());
  }

  @Test
  void aNodeIsHashedBehindAOne() {
    Hash left = hasher.leaf(new byte[0]);
    Hash right = hasher.leaf(new byte[1]);
    assertEquals(
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        hasher.node(left, right).toString());
  }

  /** The published node is of two texts; ours are of hashes, and held to that definition. */
  @Test
  void nodesAreHashedByTheDefinitionThatThePublishedOneFollows() {
    assertEquals(
        "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb",
        NaiveTree.node("N123".getBytes(UTF_8), "N456".getBytes(UTF_8)).toString());
    Hash left = hasher.leaf("N123".getBytes(UTF_8));
    Hash right = hasher.leaf("N456".getBytes(UTF_8));
    assertEquals(NaiveTree.node(left.bytes(), right.bytes()), hasher.node(left, right));
  }

  @Test
  void rangesOfArraysAreReadAndWritten() {
    byte[] entry = "..L123456..".getBytes(UTF_8);
    byte[] target = new byte[100];
    Arrays.fill(target, (byte) 7);
    hasher.leaf(entry, 2, 7, target, 3);
    hasher.leaf(entry, 0, 0, target, 3 + Hash.BYTES);
    Hash left = Hash.of(target, 3);
    Hash right = Hash.of(target, 3 + Hash.BYTES);
    assertEquals(NaiveTree.leaf("L123456".getBytes(UTF_8)), left);
    assertEquals(NaiveTree.leaf(new byte[0]), right);

    hasher.node(target, 3, target, 3);

    assertEquals(NaiveTree.node(left, right), Hash.of(target, 3));
    assertEquals(right, Hash.of(target, 3 + Hash.BYTES));
    assertArrayEquals(new byte[] {7, 7, 7}, Arrays.copyOf(target, 3));
  }

  @Test
  void leavesOfAnyLengthAreHashedAlike() {
    for (int length : new int[] {0, 1, 55, 64, 1_023, 1_024, 1_025, 1_026, 5_000}) {
      byte[] entry = new byte[length];
      Arrays.fill(entry, (byte) length);
      assertEquals(NaiveTree.leaf(entry), hasher.leaf(entry), "" + length);
    }
  }

  @Test
  void aRangeThatIsNotInItsArrayIsRefusedAndLeavesTheHasherUsable() {
    byte[] bytes = new byte[64];
    assertThrows(IndexOutOfBoundsException.class, () -> hasher.leaf(bytes, 1, 64, bytes, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> hasher.leaf(bytes, 0, 1, bytes, 33));
    assertThrows(IndexOutOfBoundsException.class, () -> hasher.node(bytes, 1, bytes, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> hasher.node(bytes, 0, bytes, 33));
    assertEquals(NaiveTree.leaf(bytes), hasher.leaf(bytes));
  }
}
