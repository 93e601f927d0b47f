package dev.cairn.log.proof;

import dev.cairn.Append;
import dev.cairn.AppendRefusedException;
import dev.cairn.AppendResult;
import dev.cairn.CairnException;
import dev.cairn.EventStore;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.PendingAppend;
import dev.cairn.Position;
import dev.cairn.Query;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.RequestKey;
import dev.cairn.StreamId;
import dev.cairn.Tag;
import dev.cairn.Version;
import dev.cairn.log.LogStore;
import dev.cairn.testkit.InMemoryEventStore;
import dev.cairn.testkit.MemoryDisk;
import dev.cairn.testkit.SeededRandom;
import dev.cairn.testkit.VirtualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Short sequences of random operations on the log and on the store in memory: both must answer the
 * same. A sequence that fails is shrunk to one of which no operation can be left out.
 */
final class ModelSequences {

  private static final int LENGTH_MAX = 14;

  /** One operation; all of it is in its numbers, so that it means the same without the others. */
  private record Operation(int kind, int stream, int id, int version, int after) {

    static Operation random(SeededRandom random) {
      return new Operation(
          random.nextInt(9),
          random.nextInt(2),
          random.nextInt(40),
          random.nextInt(4),
          random.nextInt(8));
    }

    private StreamId name() {
      return StreamId.of("model-" + stream);
    }

    private NewEvent event(int index) {
      return NewEvent.of("Type" + id % 2, Integer.toString(id))
          .withId(new UUID(id, index))
          .withTags(Tag.of("s:" + stream));
    }

    /** What a store answers, in words that can be compared. */
    String answer(EventStore store) {
      try {
        return switch (kind) {
          case 0 -> told(store, Append.to(name(), ExpectedVersion.any(), event(1)));
          case 1 ->
              told(
                  store, Append.to(name(), ExpectedVersion.exactly(Version.of(version)), event(1)));
          case 2 ->
              told(
                  store,
                  Append.to(name(), ExpectedVersion.any(), event(1))
                      .failIfEventsMatch(Query.tags(Tag.of("s:" + stream)), Position.of(after)));
          case 3 ->
              told(
                  store,
                  Append.to(name(), ExpectedVersion.any(), event(1), event(2))
                      .and(StreamId.of("model-both"), ExpectedVersion.any(), event(3)));
          case 4 ->
              told(
                  store,
                  Append.to(name(), ExpectedVersion.noStream(), event(1))
                      .forRequest(RequestKey.of("r" + id % 3, new byte[] {(byte) stream})));
          case 5 -> seen(store, ReadRequest.stream(name()).from(Version.of(1 + version)));
          case 6 -> seen(store, ReadRequest.stream(name()).backwards().limit(1 + after));
          case 7 -> chain(store);
          default -> store.version(name()) + " " + store.head();
        };
      } catch (AppendRefusedException e) {
        return e.getClass().getSimpleName();
      } catch (CairnException e) {
        return "failed: " + e;
      }
    }

    /** Three appends, of which each follows the one before it and expects its version. */
    private String chain(EventStore store) {
      List<PendingAppend> begun = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        ExpectedVersion expected = ExpectedVersion.exactly(Version.of(version + i));
        Append next = Append.to(name(), expected, event(4 + i));
        int last = begun.size();
        begun.add(store.begin(next, begun.subList(Math.max(0, last - 1), last)));
      }
      StringBuilder answers = new StringBuilder();
      for (PendingAppend one : begun) {
        try {
          answers.append(words(one.await())).append('\n');
        } catch (AppendRefusedException e) {
          answers.append(e.getClass().getSimpleName()).append('\n');
        }
      }
      return answers.toString();
    }

    private static String told(EventStore store, Append append) {
      return words(store.append(append));
    }

    private static String words(AppendResult result) {
      return "%s %s %s %s"
          .formatted(
              result.first(),
              result.last(),
              new java.util.TreeMap<>(
                  result.versions().entrySet().stream()
                      .collect(
                          java.util.stream.Collectors.toMap(
                              entry -> entry.getKey().value(), java.util.Map.Entry::getValue))),
              result.repeated());
    }
  }

  private ModelSequences() {}

  private static String seen(EventStore store, ReadRequest request) {
    StringBuilder all = new StringBuilder();
    try (var cursor = store.read(request)) {
      for (RecordedEvent event : cursor.toList()) {
        all.append(event.position()).append(' ').append(event.stream()).append(' ');
        all.append(event.version()).append(' ').append(event.id()).append('\n');
      }
    }
    return all.toString();
  }

  /** Runs that many sequences, of seeds that follow each other. */
  static void run(long firstSeed, int count) {
    for (long seed = firstSeed; seed < firstSeed + count; seed++) {
      SeededRandom random = new SeededRandom(seed);
      List<Operation> all = new ArrayList<>();
      int length = 2 + random.nextInt(LENGTH_MAX - 1);
      for (int i = 0; i < length; i++) {
        all.add(Operation.random(random));
      }
      if (difference(all).isPresent()) {
        List<Operation> few = shrunk(all);
        throw new AssertionError(
            "%s, after %s; replay it with ./check -pl log -am -Dtest=LogModelTest -Dcairn.seed=%d"
                .formatted(difference(few).orElse("only once"), few, seed));
      }
    }
  }

  /** Leaves out whatever is not needed for the difference. */
  private static List<Operation> shrunk(List<Operation> all) {
    List<Operation> few = new ArrayList<>(all);
    for (int i = few.size() - 1; i >= 0; i--) {
      List<Operation> fewer = new ArrayList<>(few);
      fewer.remove(i);
      if (difference(fewer).isPresent()) {
        few = fewer;
      }
    }
    return few;
  }

  private static Optional<String> difference(List<Operation> operations) {
    VirtualClock clock = new VirtualClock();
    try (LogStore log =
            LogStore.open(Program.FOLDER, Program.options(new MemoryDisk()).withTime(clock));
        InMemoryEventStore model = new InMemoryEventStore(clock)) {
      for (Operation operation : operations) {
        String expected = operation.answer(model);
        String actual = operation.answer(log);
        if (!expected.equals(actual)) {
          return Optional.of(
              "%s: expected %s, the log says %s".formatted(operation, expected, actual));
        }
      }
      String expected = seen(model, ReadRequest.all());
      return expected.equals(seen(log, ReadRequest.all()))
          ? Optional.empty()
          : Optional.of("the logs differ in the end");
    }
  }
}
