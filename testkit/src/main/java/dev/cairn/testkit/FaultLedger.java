package dev.cairn.testkit;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Counts how often each kind of fault struck. A test that means to meet a fault and never does
 * proves nothing: {@link #requireAll} fails it. Thread-safe.
 */
public final class FaultLedger {

  private final Map<FaultKind, LongAdder> hits = new EnumMap<>(FaultKind.class);

  /** A ledger in which nothing has struck. */
  public FaultLedger() {
    for (FaultKind kind : FaultKind.values()) {
      hits.put(kind, new LongAdder());
    }
  }

  /** Counts one. */
  public void hit(FaultKind kind) {
    counter(kind).increment();
  }

  /** How often that kind struck. */
  public long hits(FaultKind kind) {
    return counter(kind).sum();
  }

  private LongAdder counter(FaultKind kind) {
    return java.util.Objects.requireNonNull(hits.get(kind));
  }

  /**
   * Checks that each of these kinds struck.
   *
   * @throws AssertionError naming those that never did
   */
  public void requireAll(FaultKind... kinds) {
    List<FaultKind> never = Stream.of(kinds).filter(kind -> hits(kind) == 0).toList();
    if (!never.isEmpty()) {
      throw new AssertionError("faults that never struck, so nothing is proven: " + never);
    }
  }

  @Override
  public String toString() {
    return hits.toString();
  }
}
