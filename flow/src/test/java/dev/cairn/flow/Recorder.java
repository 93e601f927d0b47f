package dev.cairn.flow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A handler that remembers what it was given, and fails where it is told to. Thread-safe. */
final class Recorder implements EventHandler {

  private final List<Delivery> handled = Collections.synchronizedList(new ArrayList<>());
  private final Map<Long, Exception> failures = Collections.synchronizedMap(new HashMap<>());
  private final Map<Long, Integer> tries = Collections.synchronizedMap(new HashMap<>());

  /** Fails at a position until it is healed. */
  void failAt(long position, Exception failure) {
    failures.put(position, failure);
  }

  void heal(long position) {
    failures.remove(position);
  }

  /** How often an event was tried. */
  int tries(long position) {
    return tries.getOrDefault(position, 0);
  }

  /** The positions that were handled, in order. */
  List<Long> positions() {
    synchronized (handled) {
      return handled.stream().map(delivery -> delivery.event().position().sequence()).toList();
    }
  }

  /** Those of one stream. */
  List<Long> positions(String stream) {
    synchronized (handled) {
      return handled.stream()
          .filter(delivery -> delivery.event().stream().value().equals(stream))
          .map(delivery -> delivery.event().position().sequence())
          .toList();
    }
  }

  List<Delivery> handled() {
    synchronized (handled) {
      return List.copyOf(handled);
    }
  }

  @Override
  public void handle(Delivery delivery) throws Exception {
    long position = delivery.event().position().sequence();
    tries.merge(position, 1, Integer::sum);
    Exception failure = failures.get(position);
    if (failure != null) {
      throw failure;
    }
    handled.add(delivery);
  }
}
