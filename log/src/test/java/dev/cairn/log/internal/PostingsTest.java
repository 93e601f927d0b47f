package dev.cairn.log.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PostingsTest {

  private static final int EVENTS = 5_000;

  private final SplittableRandom random = new SplittableRandom(11);
  private final RecentPostings recent = new RecentPostings();
  private final TreeMap<Key, List<Integer>> model = new TreeMap<>();

  private void add(Key key, int ordinal) {
    recent.add(key, ordinal, 3);
    model.computeIfAbsent(key, _ -> new ArrayList<>()).add(ordinal);
  }

  /** Few keys of many events, and many that differ in their lowest bits alone. */
  private void fill() {
    for (int ordinal = 0; ordinal < EVENTS; ordinal++) {
      long high = random.nextLong(-4, 4) << 60 | random.nextLong(3);
      add(new Key(high, random.nextLong(-500, 500)), ordinal);
    }
  }

  private static PostingTable saved(List<Postings.Row> rows) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(PostingTable.bytes(rows.size())));
    Varints lists = new Varints();
    PostingTable.write(rows, bytes, lists);
    ByteBuffer body = ByteBuffer.allocate(bytes.capacity() + lists.length());
    body.put(bytes.flip()).put(lists.bytes()).flip();
    ByteBuffer checks = ByteBuffer.allocate(4 * CheckedBytes.blocks(body.limit()));
    for (int block = 0; block < CheckedBytes.blocks(body.limit()); block++) {
      checks.putInt(4 * block, CheckedBytes.crc(body, block));
    }
    return new PostingTable(new CheckedBytes(body, checks), 0, rows.size(), EVENTS);
  }

  private void assertHoldsTheModel(Postings postings) {
    assertEquals(
        List.copyOf(model.keySet()), postings.rows().stream().map(Postings.Row::key).toList());
    assertEquals(model.lastKey(), postings.greatest());
    model.forEach((key, ordinals) -> {
      IntArray found = new IntArray(4);
      postings.collect(key, 0, found);
      assertArrayEquals(ordinals.stream().mapToInt(Integer::intValue).toArray(), found.toArray());
      assertEquals(ordinals.size(), postings.count(key));
      assertEquals(3, postings.version(key));
      assertEquals(2 + ordinals.size(), postings.lastVersion(key, EVENTS));
      int middle = ordinals.get(ordinals.size() / 2);
      assertEquals(3 + ordinals.size() / 2, postings.lastVersion(key, middle));
      assertEquals(0, postings.lastVersion(key, ordinals.getFirst() - 1L));
    });
    for (int i = 0; i < EVENTS; i++) {
      Key key = new Key(random.nextLong(), random.nextLong());
      assertEquals(0, postings.count(key));
      assertEquals(0, postings.lastVersion(key, EVENTS));
    }
  }

  @Test
  void keysInMemoryAreFoundAndComeSorted() {
    fill();
    assertHoldsTheModel(recent);
  }

  @Test
  void keysInAFileAreFoundAndComeSorted() {
    fill();
    assertHoldsTheModel(saved(recent.rows()));
  }

  @Test
  void twoTablesBecomeOne() {
    fill();
    List<Postings.Row> all = recent.rows();
    RecentPostings first = new RecentPostings();
    RecentPostings second = new RecentPostings();
    int middle = EVENTS / 3;
    for (Postings.Row row : all) {
      IntStream.of(row.ordinals())
          .forEach(ordinal -> (ordinal < middle ? first : second).add(row.key(), ordinal, 3));
    }
    assertHoldsTheModel(saved(Postings.merged(first.rows(), second.rows())));
    assertEquals(all, Postings.merged(all, List.of()));
    assertEquals(all, Postings.merged(List.of(), all));
  }

  @Test
  void theFirstEventsOfAKeyAreLeftOut() {
    fill();
    model.forEach((key, ordinals) -> {
      for (int skipped : List.of(0, ordinals.size() / 2, ordinals.size())) {
        IntArray found = new IntArray(4);
        recent.collectBehind(key, skipped, found);
        assertArrayEquals(
            ordinals.stream().skip(skipped).mapToInt(Integer::intValue).toArray(), found.toArray());
      }
    });
  }

  @Test
  void anEmptyTableHoldsNothing() {
    assertEquals(Key.LEAST, recent.greatest());
    assertEquals(List.of(), recent.rows());
    assertEquals(0, saved(List.of()).count(Key.LEAST));
    assertEquals(Key.LEAST, saved(List.of()).greatest());
  }
}
