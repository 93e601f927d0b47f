package dev.cairn.flow.saga;

import dev.cairn.Filter;
import dev.cairn.LimitExceededException;
import dev.cairn.Query;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.model.AggregateType;
import dev.cairn.model.EventCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * One kind of saga: its rules, how its own events are stored, which events elsewhere concern which
 * instance, and whom it sends commands to. Made like a sentence: {@code SagaType.of("fulfilment",
 * new Fulfilment(), codec).startedBy(ORDER, …).hearing(PAYMENT, …).sendingTo(PAYMENTS)}. Immutable.
 *
 * <p>An instance lives once. An event that starts one begins an instance that is not there yet; for
 * one that is, it is an event like others. Events for an instance that never began, or that has
 * ended, are passed over and leave no trace.
 *
 * @param <T> what it hears from elsewhere: a common type of the events of all it hears
 * @param <S> its state
 * @param <E> its own events
 */
public final class SagaType<T, S, E> {

  /** Longest name of an instance's stream in bytes, so that the ids of its requests are names. */
  public static final int STREAM_BYTES_MAX = 200;

  /** Events of one kind of aggregate, and which instance each of them is for. */
  private record Source<X>(
      AggregateType<?, ?, X> type,
      BiFunction<? super X, ? super String, Optional<String>> key,
      boolean starts) {

    /** Adds what the event says to which instances. */
    void addTo(List<? super Correlated<X>> all, RecordedEvent event) {
      String category = type.category() + "-";
      if (!event.stream().value().startsWith(category)
          || !type.codec().types().contains(event.type())) {
        return;
      }
      String source = event.stream().value().substring(category.length());
      List<X> said = type.codec().decode(event);
      for (int i = 0; i < said.size(); i++) {
        int child = i;
        X one = said.get(i);
        key.apply(one, source).ifPresent(id -> all.add(new Correlated<>(id, one, child, starts)));
      }
    }
  }

  /**
   * What an event says to an instance.
   *
   * @param key which instance
   * @param event what it says
   * @param child which of the events it was read as, from 0
   * @param starts whether it begins an instance that is not there yet
   */
  record Correlated<T>(String key, T event, int child, boolean starts) {}

  private final String category;
  private final Saga<T, S, E> saga;
  private final EventCodec<E> events;
  private final List<Source<? extends T>> sources;
  private final Map<String, Receiver<?>> receivers;

  private SagaType(
      String category,
      Saga<T, S, E> saga,
      EventCodec<E> events,
      List<Source<? extends T>> sources,
      Map<String, Receiver<?>> receivers) {
    this.category = category;
    this.saga = saga;
    this.events = events;
    this.sources = List.copyOf(sources);
    this.receivers = Map.copyOf(receivers);
  }

  /**
   * Returns a kind of saga that hears nothing yet.
   *
   * @param category the part of its instances' streams before the first {@code -}
   * @param saga its rules
   * @param events how its own events are stored
   */
  public static <T, S, E> SagaType<T, S, E> of(
      String category, Saga<T, S, E> saga, EventCodec<E> events) {
    StreamId.of(category, "");
    if (!Collections.disjoint(events.types(), SagaRecord.CODEC.types())) {
      throw new IllegalArgumentException(
          "the names of a saga's own events are not those of the runner's records: "
              + SagaRecord.CODEC.types());
    }
    return new SagaType<>(category, saga, events, List.of(), Map.of());
  }

  /**
   * The same, begun by events of that kind of aggregate.
   *
   * @param key the instance that an event begins, by the event and the id of its aggregate; empty
   *     where it begins none
   */
  public <X extends T> SagaType<T, S, E> startedBy(
      AggregateType<?, ?, X> type, BiFunction<? super X, ? super String, Optional<String>> key) {
    return with(new Source<>(type, key, true));
  }

  /**
   * The same, which hears events of that kind of aggregate.
   *
   * @param key the instance that an event is for, by the event and the id of its aggregate; empty
   *     where it is for none
   */
  public <X extends T> SagaType<T, S, E> hearing(
      AggregateType<?, ?, X> type, BiFunction<? super X, ? super String, Optional<String>> key) {
    return with(new Source<>(type, key, false));
  }

  private SagaType<T, S, E> with(Source<? extends T> source) {
    List<Source<? extends T>> more = new ArrayList<>(sources);
    more.add(source);
    return new SagaType<>(category, saga, events, more, receivers);
  }

  /** The same, which sends commands to those. */
  public SagaType<T, S, E> sendingTo(Receiver<?>... to) {
    Map<String, Receiver<?>> more = new LinkedHashMap<>(receivers);
    for (Receiver<?> receiver : to) {
      more.put(receiver.category(), receiver);
    }
    return new SagaType<>(category, saga, events, sources, more);
  }

  /** The category of its instances' streams. */
  public String category() {
    return category;
  }

  /** Its rules. */
  public Saga<T, S, E> saga() {
    return saga;
  }

  /** How its own events are stored. */
  public EventCodec<E> events() {
    return events;
  }

  /** The kinds of aggregate that it sends commands to. */
  public Set<Receiver<?>> receivers() {
    return Set.copyOf(receivers.values());
  }

  /**
   * The events that its processor must hand over: those of the types that it hears. It passes over
   * others of these types that are not from the right kind of aggregate.
   *
   * @throws IllegalStateException if it hears nothing
   */
  public Filter filter() {
    return sources.stream()
        .map(source -> Query.of(source.type().codec().types(), Set.of()))
        .reduce(Query::or)
        .map(Filter::matching)
        .orElseThrow(() ->
            new IllegalStateException(
                "saga '%s' hears nothing; name what starts it".formatted(category)));
  }

  /**
   * The key for a processor's lanes: events of one instance come one after the other. An event that
   * is for several goes by the first, and may overtake others of the second; one that is for none
   * goes by its stream.
   */
  public String laneKey(RecordedEvent event) {
    List<Correlated<? extends T>> all = correlate(event);
    return all.isEmpty() ? event.stream().value() : all.getFirst().key();
  }

  /**
   * The stream of an instance.
   *
   * @throws LimitExceededException if its name is longer than {@link #STREAM_BYTES_MAX}
   */
  public StreamId stream(String key) {
    StreamId stream = StreamId.of(category, key);
    LimitExceededException.check(
        "bytes of the name of a saga's stream",
        stream.value().getBytes(StandardCharsets.UTF_8).length,
        STREAM_BYTES_MAX);
    return stream;
  }

  /** What an event says to which instances. */
  List<Correlated<? extends T>> correlate(RecordedEvent event) {
    List<Correlated<? extends T>> all = new ArrayList<>();
    sources.forEach(source -> source.addTo(all, event));
    return all;
  }

  /**
   * The receiver of commands for a kind of aggregate.
   *
   * @throws SagaException if the saga does not know it
   */
  Receiver<?> receiver(StreamId instance, String to) {
    Receiver<?> receiver = receivers.get(to);
    if (receiver == null) {
      throw new SagaException(
          instance,
          "it sends a command to '%s', which its type does not name; add it with sendingTo"
              .formatted(to),
          null);
    }
    return receiver;
  }
}
