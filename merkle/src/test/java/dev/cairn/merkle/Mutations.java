package dev.cairn.merkle;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/** The ways in which transparency-dev/merkle spoils the parts of a valid proof. */
final class Mutations {

  private static final Hash GARBAGE = Hash.of(new byte[Hash.BYTES]);

  private Mutations() {}

  /** Other numbers than a size or an index. */
  static List<Long> of(long number) {
    return LongStream.of(number - 1, number + 1, number ^ 2, number * 2, number / 2)
        .filter(other -> other >= 0 && other != number)
        .distinct()
        .boxed()
        .toList();
  }

  /** Other lists than the hashes of a proof; it is never among them. */
  static Set<List<Hash>> of(List<Hash> hashes, List<Hash> more) {
    Set<List<Hash>> all = new LinkedHashSet<>();
    all.add(List.of());
    List<Hash> additions = new ArrayList<>(more);
    additions.add(GARBAGE);
    for (int i = 0; i < hashes.size(); i++) {
      additions.add(hashes.get(i));
      all.add(hashes.subList(0, i));
      all.add(hashes.subList(i + 1, hashes.size()));
      all.add(with(hashes, i, flipped(hashes.get(i))));
    }
    for (Hash addition : additions) {
      List<Hash> longer = new ArrayList<>(hashes);
      longer.add(addition);
      all.add(longer);
      List<Hash> preceded = new ArrayList<>(List.of(addition));
      preceded.addAll(hashes);
      all.add(preceded);
    }
    all.add(hashes.reversed());
    all.remove(hashes);
    return all;
  }

  private static List<Hash> with(List<Hash> hashes, int index, Hash hash) {
    List<Hash> changed = new ArrayList<>(hashes);
    changed.set(index, hash);
    return changed;
  }

  private static Hash flipped(Hash hash) {
    byte[] bytes = hash.bytes();
    bytes[0] ^= 1 << 4;
    return Hash.of(bytes);
  }
}
