package dev.cairn.merkle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TreeBuilderTest {

  private static final NaiveTree NAIVE = NaiveTree.ofNumbers(300);

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
