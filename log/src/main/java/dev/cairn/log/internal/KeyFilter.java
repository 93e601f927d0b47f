package dev.cairn.log.internal;

/**
 * Tells in one look that a key is not in a table, which is the answer in most segments. A Bloom
 * filter whose bits for one key all lie in one word of 64 (after Putze, Sanders and Singler,
 * "Cache-, Hash- and Space-Efficient Bloom Filters", 2007): it never misses a key, and about one
 * foreign key in a hundred passes.
 */
final class KeyFilter {

  private static final int BITS_A_KEY = 12;

  private KeyFilter() {}

  /** The number of words for that many keys. */
  static int words(int keys) {
    return Math.toIntExact(((long) BITS_A_KEY * keys + Long.SIZE - 1) / Long.SIZE);
  }

  /** The filter of those rows, word after word. */
  static long[] of(Iterable<Postings.Row> rows, int count) {
    long[] words = new long[words(count)];
    for (Postings.Row row : rows) {
      long mixed = mixed(row.key());
      words[word(mixed, words.length)] |= bits(mixed);
    }
    return words;
  }

  /** All bits of a key depend on all bits of this. The steps are those of SplitMix64. */
  static long mixed(Key key) {
    long mixed = key.high() ^ Long.rotateLeft(key.low(), 32);
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  /** Which word is a key's. */
  static int word(long mixed, int words) {
    return (int) (((mixed >>> 32) * words) >>> 32);
  }

  /** Which bits of its word are a key's: four, of which some may be the same. */
  static long bits(long mixed) {
    return 1L << mixed | 1L << (mixed >> 6) | 1L << (mixed >> 12) | 1L << (mixed >> 18);
  }
}
