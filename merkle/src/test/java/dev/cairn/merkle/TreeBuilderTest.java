package dev.cairn.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TreeBuilderTest {

  /** The entries and roots of transparency-dev/tessera, {@code testdata/log}. */
  private static final List<String> WORDS =
      List.of(
          "one two three four five six seven eit nain ten ileven twelf threeten fourten fivten"
              .split(" "));

  private static final Map<Integer, String> WORD_ROOTS =
      Map.of(
          1, "0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=",
          2, "T1X2GdkhUjV3iyufF9b0kVsWFxIU0VI4EpNml2Teci4=",
          3, "Wqx3HImawpLnS/Gv4ubjAvi1WIOy0b8Ze0amvqbavKk=",
          4, "zY1lN35vrXYAPixXSd59LsU29xUJtuW4o2dNNg5Y2Co=",
          7, "IrSXADBqJ7EQoUODSDKROySgNveeL6CFhik2w/+fS7U=",
          8, "bC+VwvrJbalNVjfkdI8kUgs7mJoXrqiXCE7bgnD28pY=",
          15, "rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=");

  private static final NaiveTree NAIVE = NaiveTree.ofNumbers(300);

  @Test
  void theLogOfAnotherImplementationHasTheSameRoots() {
    TreeBuilder builder = new TreeBuilder();
    int compared = 0;
    for (String word : WORDS) {
      builder.append(new TreeHasher().leaf(word.getBytes(UTF_8)));
      TreeHead head = builder.head();
      int size = (int) head.size();
      if (WORD_ROOTS.containsKey(size)) {
        compared++;
        assertEquals(WORD_ROOTS.get(size), head.root().toBase64());
      }
    }
    assertEquals(WORD_ROOTS.size(), compared);
  }

  @Test
  void everyHeadIsThatOfTheRfc() {
    TreeBuilder builder = new TreeBuilder();
    assertEquals(TreeHead.EMPTY, builder.head());
    for (int i = 0; i < NAIVE.leaves().size(); i++) {
      assertEquals(i, builder.size());
      assertEquals(NAIVE.head(i), builder.head());
      builder.append(NAIVE.leaves().get(i).bytes(), 0);
    }
  }

  @Test
  void fromItsEdgeItGoesOnAtAnySize() {
    TreeBuilder builder = new TreeBuilder();
    for (int size = 0; size < NAIVE.leaves().size(); size++) {
      assertEquals(Integer.bitCount(size), builder.edge().size());
      builder = TreeBuilder.resume(builder.size(), builder.edge());
      assertEquals(NAIVE.head(size), builder.head());
      builder.append(NAIVE.leaves().get(size));
    }
  }

  @Test
  void itTellsOfEveryNodeOnce() {
    int size = 300;
    // n leaves and n - popcount(n) nodes above them
    assertEquals(
        2 * size - Integer.bitCount(size), MemoryNodes.of(NAIVE.leaves().subList(0, size)).count());
  }

  @Test
  void anEdgeThatDoesNotFitItsSizeIsRefused() {
    List<Hash> two = NAIVE.leaves().subList(0, 2);
    assertThrows(IllegalArgumentException.class, () -> TreeBuilder.resume(4, two));
    assertThrows(IllegalArgumentException.class, () -> TreeBuilder.resume(-1, two));
    assertEquals(two, TreeBuilder.resume(5, two).edge());
  }

  @Test
  void theLargestTreeHasAnEdgeAndGrowsNoMore() {
    Hash any = NAIVE.leaves().getFirst();
    List<Hash> edge = Collections.nCopies(63, any);
    TreeBuilder builder = TreeBuilder.resume(Long.MAX_VALUE - 1, edge.subList(1, 63));
    builder.append(any);
    assertEquals(edge, builder.edge());
    assertEquals(TreeBuilder.resume(Long.MAX_VALUE, edge).head(), builder.head());
    var refusal = assertThrows(IllegalStateException.class, () -> builder.append(any));
    assertTrue(refusal.toString().contains("at most 9223372036854775807"), refusal.toString());
  }
}
