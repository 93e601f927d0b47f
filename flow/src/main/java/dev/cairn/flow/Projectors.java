package dev.cairn.flow;

import dev.cairn.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Several projectors that start and end together and otherwise know nothing of each other: one that
 * fails takes no other with it. Immutable.
 */
public final class Projectors implements AutoCloseable {

  private final List<Projector> all;

  private Projectors(List<Projector> all) {
    this.all = all;
  }

  /**
   * Brings projectors together; nothing is started.
   *
   * @throws IllegalArgumentException if two have the same name
   */
  public static Projectors of(Projector... projectors) {
    return of(List.of(projectors));
  }

  /** The same from a list. */
  public static Projectors of(List<Projector> projectors) {
    Set<String> names = new HashSet<>();
    for (Projector projector : projectors) {
      if (!names.add(projector.name())) {
        throw new IllegalArgumentException(
            "two projectors have the name '%s'".formatted(projector.name()));
      }
    }
    return new Projectors(List.copyOf(projectors));
  }

  /** All of them, in the order they were given. */
  public List<Projector> all() {
    return all;
  }

  /** The one of that name. */
  public Optional<Projector> find(String name) {
    return all.stream().filter(projector -> projector.name().equals(name)).findFirst();
  }

  /** Each at a glance. */
  public List<ProcessorStatus> status() {
    return all.stream().map(Projector::status).toList();
  }

  /** Starts all that are not running. */
  public void start() {
    all.forEach(Projector::start);
  }

  /**
   * Waits until a position is in every view; see {@link Projector#awaitApplied}. The first that
   * does not get there ends the wait.
   */
  public void awaitApplied(Position position, Duration timeout) throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    for (Projector projector : all) {
      projector.awaitApplied(position, Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
  }

  /** Asks all of them to stop at the same time, then closes them in the order they were given. */
  @Override
  public void close() {
    all.forEach(Projector::requestStop);
    List<RuntimeException> failures = new ArrayList<>();
    for (Projector projector : all) {
      try {
        projector.close();
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      RuntimeException first = failures.getFirst();
      failures.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
  }
}
