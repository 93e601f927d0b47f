package dev.cairn.cli;

import java.util.Collection;
import java.util.Comparator;

/** Finds what somebody meant who typed something else. */
final class Suggestions {

  private static final int EDITS_MAX = 2;

  private Suggestions() {}

  /** The end of a sentence about a word that is unknown; empty if no name is close to it. */
  static String sentence(String word, Collection<String> names) {
    return names.stream()
        .filter(name -> edits(word, name) <= Math.min(EDITS_MAX, name.length() / 2))
        .min(Comparator.comparingInt(name -> edits(word, name)))
        .map("; did you mean %s?"::formatted)
        .orElse("");
  }

  /** How many letters were added, dropped, replaced or swapped with their neighbour. */
  static int edits(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    int changed = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int least =
        Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + changed);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
