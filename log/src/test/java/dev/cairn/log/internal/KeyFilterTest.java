package dev.cairn.log.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeyFilterTest {

  private static final int KEYS = 20_000;

  private final SplittableRandom random = new SplittableRandom(7);

  private Key randomKey() {
    return new Key(random.nextLong(), random.nextLong());
  }

  /** An id that begins with the time, as those of one second do. */
  private Key timedKey(int number) {
    long high = (1_766_000_000_000L + number / 20) << 16 | 0x7000 | random.nextInt(1 << 12);
    return new Key(high, Long.MIN_VALUE | random.nextLong() >>> 2);
  }

  private static boolean passes(long[] words, Key key) {
    long mixed = KeyFilter.mixed(key);
    long bits = KeyFilter.bits(mixed);
    return (words[KeyFilter.word(mixed, words.length)] & bits) == bits;
  }

  private static long[] filter(List<Key> keys) {
    List<Postings.Row> rows =
        keys.stream().map(key -> new Postings.Row(key, 0, new int[] {0})).toList();
    return KeyFilter.of(rows, rows.size());
  }

  @Test
  void noKeyIsMissedAndFewForeignOnesPass() {
    List<Key> keys = new ArrayList<>();
    List<Key> foreign = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      keys.add(i % 2 == 0 ? randomKey() : timedKey(i));
      foreign.add(i % 2 == 0 ? randomKey() : timedKey(i));
    }
    long[] words = filter(keys);

    assertTrue(keys.stream().allMatch(key -> passes(words, key)));
    long passed = foreign.stream().filter(key -> passes(words, key)).count();
    assertTrue(passed < 0.03 * KEYS, passed + " foreign keys passed");
  }

  @Test
  void oneKeyHasAFilterOfItsOwn() {
    Key key = randomKey();
    long[] words = filter(List.of(key));

    assertEquals(1, words.length);
    assertEquals(KeyFilter.bits(KeyFilter.mixed(key)), words[0]);
  }

  @Test
  void noKeysNeedNoWords() {
    assertEquals(0, KeyFilter.words(0));
    assertEquals(1, KeyFilter.words(5));
    assertEquals(2, KeyFilter.words(6));
  }
}
