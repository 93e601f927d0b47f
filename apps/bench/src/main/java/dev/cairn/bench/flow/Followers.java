package dev.cairn.bench.flow;

import dev.cairn.Filter;
import dev.cairn.disk.RealDisk;
import dev.cairn.flow.Processor;
import dev.cairn.flow.ProcessorState;
import dev.cairn.flow.ProcessorStatus;
import dev.cairn.flow.Projector;
import dev.cairn.flow.Projectors;
import dev.cairn.flow.Relay;
import dev.cairn.flow.SqliteView;
import dev.cairn.flow.StateFolder;
import dev.cairn.log.LogStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Five views and a relay to each of some destinations, which follow a store. */
final class Followers implements AutoCloseable {

  private static final int VIEWS = 5;

  private final List<Destination> destinations;
  private final String name;
  private final List<SqliteView> views = new ArrayList<>();
  private final List<CountedBus> buses = new ArrayList<>();
  private final List<Processor> relays = new ArrayList<>();
  private final Projectors projectors;

  /**
   * None of them runs yet.
   *
   * @param folder where the views lie, and the store in {@code store}
   * @param name what is sent goes by this name, and is deleted in the end
   */
  Followers(LogStore store, Path folder, List<Destination> destinations, String name) {
    this.destinations = destinations;
    this.name = name;
    List<Projector> all = new ArrayList<>();
    for (int i = 0; i < VIEWS; i++) {
      views.add(SqliteView.open(folder.resolve("view-" + i)));
      all.add(Projector.of(store, new Counters("counters-" + i), views.getLast()));
    }
    projectors = Projectors.of(all);
    StateFolder state = StateFolder.of(new RealDisk(), folder.resolve("store"));
    for (int i = 0; i < destinations.size(); i++) {
      buses.add(new CountedBus(destinations.get(i).bus(relay(i)), Long.MAX_VALUE));
      var spec = Relay.of(relay(i), Filter.everything(), store.id(), buses.getLast());
      relays.add(Processor.of(store, spec, state, Relay.options()));
    }
  }

  private String relay(int number) {
    return "%s_%d".formatted(name, number);
  }

  /** Returns when all of them follow, and have told operators so in the store. */
  void start() throws InterruptedException {
    projectors.start();
    relays.forEach(Processor::start);
    for (Processor relay : relays) {
      while (!(relay.status().state() instanceof ProcessorState.Live)) {
        checkRuns(relay.status());
        Thread.sleep(1);
      }
    }
  }

  /** One of the views. */
  Projector one() {
    return projectors.all().getFirst();
  }

  /** How many events are in the slowest view. */
  long applied() {
    return projectors.all().stream()
        .mapToLong(each -> each.applied().sequence())
        .min()
        .orElseThrow();
  }

  /** How many events the slowest relay has sent; all of them still run. */
  long sent() {
    relays.stream().map(Processor::status).forEach(Followers::checkRuns);
    return buses.stream().mapToLong(CountedBus::confirmed).min().orElseThrow();
  }

  private static void checkRuns(ProcessorStatus relay) {
    if (relay.state() instanceof ProcessorState.Failed(Throwable cause, _)) {
      throw new IllegalStateException("the relay " + relay.name() + " failed", cause);
    }
  }

  @Override
  public void close() {
    relays.forEach(Processor::close);
    projectors.close();
    buses.forEach(CountedBus::close);
    views.forEach(SqliteView::close);
    for (int i = 0; i < destinations.size(); i++) {
      delete(destinations.get(i), relay(i));
    }
  }

  private static void delete(Destination destination, String what) {
    try {
      destination.delete(what);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("could not delete what was sent to " + what, e);
    }
  }
}
