package dev.cairn.log.proof;

import dev.cairn.Append;
import dev.cairn.EventsMatchedException;
import dev.cairn.ExpectedVersion;
import dev.cairn.Filter;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.Query;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.Subscription;
import dev.cairn.Tag;
import dev.cairn.Version;
import dev.cairn.WrongVersionException;
import dev.cairn.log.LogStore;
import dev.cairn.testkit.MemoryDisk;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;

/** A store as Lincheck calls it; {@link LincheckedList} says what it must answer. */
@Param(name = "value", gen = IntGen.class, conf = "1:9")
@Param(name = "version", gen = IntGen.class, conf = "0:2")
public class LincheckedStore {

  private static final StreamId STREAM = StreamId.of("checked-1");
  private static final Tag TAG = Tag.of("checked");

  private final MemoryDisk disk = new MemoryDisk();
  private final LogStore store =
      LogStore.open(Program.FOLDER, Program.options(disk).withQueue(64, Duration.ofMinutes(1)));
  private final Subscription subscription = store.subscribe(Filter.everything(), Position.START);

  private static NewEvent event(int value) {
    return NewEvent.of("Checked", Integer.toString(value)).withTags(TAG);
  }

  private long append(Append append) {
    return store.append(append).last().sequence();
  }

  /** Appends; returns the position. */
  @Operation
  public long append(@Param(name = "value") int value) {
    return append(Append.to(STREAM, ExpectedVersion.any(), event(value)));
  }

  /** Appends without waiting in the queue as a caller. */
  @Operation
  public long handOver(@Param(name = "value") int value) {
    return store
        .appendAsync(Append.to(STREAM, ExpectedVersion.any(), event(value)))
        .join()
        .last()
        .sequence();
  }

  /** Appends at a version; where that is wrong returns the actual one, below 0. */
  @Operation
  public long appendAt(@Param(name = "version") int version, @Param(name = "value") int value) {
    try {
      return append(Append.to(STREAM, ExpectedVersion.exactly(Version.of(version)), event(value)));
    } catch (WrongVersionException e) {
      return -e.actual().number();
    }
  }

  /** Appends unless somebody did behind a position; where somebody did returns -1. */
  @Operation
  public long appendUnless(@Param(name = "version") int after, @Param(name = "value") int value) {
    try {
      return append(
          Append.to(STREAM, ExpectedVersion.any(), event(value))
              .failIfEventsMatch(Query.tags(TAG), Position.of(after)));
    } catch (EventsMatchedException e) {
      return -1;
    }
  }

  /** Reads everything. */
  @Operation
  public String read() {
    try (var cursor = store.read(ReadRequest.all())) {
      return values(cursor.toList());
    }
  }

  /** The head and the version are the same here. */
  @Operation
  public long head() {
    return store.head().sequence();
  }

  /** What came since the last call; the first ones are caught up on, later ones come live. */
  @Operation(nonParallelGroup = "follower")
  public String follow() throws InterruptedException {
    return values(subscription.next(1_000, Duration.ZERO).events());
  }

  private static String values(List<RecordedEvent> events) {
    return events.stream().map(event -> event.data().text()).collect(Collectors.joining());
  }

  /** Closes it and sees that all of it is there when it is opened again. */
  @Validate
  public void close() {
    String before = read();
    subscription.close();
    store.close();
    try (LogStore again = LogStore.open(Program.FOLDER, Program.options(disk));
        var cursor = again.read(ReadRequest.all())) {
      String after = values(cursor.toList());
      if (!after.equals(before)) {
        throw new IllegalStateException("before closing %s, now %s".formatted(before, after));
      }
    }
  }
}
