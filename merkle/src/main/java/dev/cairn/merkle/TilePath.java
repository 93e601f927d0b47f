package dev.cairn.merkle;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Where a tile of hashes or a bundle of entries lies below the prefix of a log, as
 * c2sp.org/tlog-tiles has it: {@code tile/<L>/<N>[.p/<W>]} and {@code tile/entries/<N>[.p/<W>]}.
 */
public sealed interface TilePath {

  /** The hashes of a full tile, and the entries of a full bundle. */
  int FULL_WIDTH = 256;

  /** The highest level that has a path. No tree reaches it. */
  int MOST_LEVEL = 63;

  /**
   * A tile of the hashes of subtrees, each over 256^level leaves.
   *
   * @param level from 0, for the hashes of leaves, to {@link #MOST_LEVEL}
   * @param index the number of the tile in its level, from 0
   * @param width how many hashes it has, 1 to {@link #FULL_WIDTH}
   */
  record Hashes(int level, long index, int width) implements TilePath {

    /**
     * Refuses numbers that no tile has.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Hashes {
      if (level < 0 || level > MOST_LEVEL) {
        throw new IllegalArgumentException(
            "tiles have levels from 0 to %d: %d".formatted(MOST_LEVEL, level));
      }
      check(index, width);
    }

    @Override
    public Hashes full() {
      return new Hashes(level, index, FULL_WIDTH);
    }

    @Override
    public String toString() {
      return "tile/" + level + "/" + PathText.of(index, width);
    }
  }

  /**
   * A bundle of entries, those of the leaves in the tile of level 0 with this index.
   *
   * @param index the number of the bundle, from 0
   * @param width how many entries it has, 1 to {@link #FULL_WIDTH}
   */
  record Entries(long index, int width) implements TilePath {

    /**
     * Refuses numbers that no bundle has.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Entries {
      check(index, width);
    }

    @Override
    public Entries full() {
      return new Entries(index, FULL_WIDTH);
    }

    @Override
    public String toString() {
      return "tile/entries/" + PathText.of(index, width);
    }
  }

  /** The number of the tile or bundle in its level, from 0. */
  long index();

  /** How many hashes or entries it has. */
  int width();

  /** The path of what it becomes when its tree has grown. */
  TilePath full();

  /** Whether it has all of its hashes or entries, and so never changes. */
  default boolean isFull() {
    return width() == FULL_WIDTH;
  }

  /** The path as text, relative to the prefix of the log. */
  @Override
  String toString();

  /**
   * Reads the one text of a path.
   *
   * @throws MalformedException if it is written in any other way
   */
  static TilePath parse(String text) {
    return PathText.parse(text);
  }

  /**
   * The tiles of hashes of a tree with so many leaves, level by level from the leaves up, each
   * level from left to right, its partial tile last.
   *
   * @throws IllegalArgumentException if the size is negative
   */
  static Stream<Hashes> hashesOf(long size) {
    return IntStream.range(0, TileShape.levels(size))
        .boxed()
        .flatMap(level ->
            LongStream.range(0, TileShape.tiles(level, size))
                .mapToObj(index -> TileShape.tile(level, index, size)));
  }

  /**
   * The bundles of entries of a tree with so many leaves, from left to right.
   *
   * @throws IllegalArgumentException if the size is negative
   */
  static Stream<Entries> entriesOf(long size) {
    return LongStream.range(0, TileShape.tiles(0, size))
        .mapToObj(index -> new Entries(index, TileShape.tile(0, index, size).width()));
  }

  private static void check(long index, int width) {
    if (index < 0 || width < 1 || width > FULL_WIDTH) {
      throw new IllegalArgumentException(
          "a tile has an index from 0 and a width from 1 to %d: index %d, width %d"
              .formatted(FULL_WIDTH, index, width));
    }
  }
}
