package dev.cairn.cli;

import dev.cairn.Append;
import dev.cairn.Cursor;
import dev.cairn.EventReader;
import dev.cairn.EventStore;
import dev.cairn.NewEvent;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/**
 * One run of a migration. It makes every event anew in memory; what an earlier run has appended is
 * compared with it and passed over. So a run needs to know nothing of the one that was cut short,
 * and one with other steps is found out. Used by one thread.
 */
final class Migration {

  private final EventReader old;
  private final Lifting lifting;
  private final MigrationFolder folder;
  private final MigrationFolder.State state;
  private final MigrationTally tally = new MigrationTally();
  private boolean begun;

  /** The clock of the new store: the time of the append under way. */
  private static final class Recorded implements InstantSource {

    private volatile Instant now = Instant.now();

    @Override
    public Instant instant() {
      return now;
    }
  }

  private final Recorded time = new Recorded();

  Migration(EventReader old, Lifting lifting, MigrationFolder folder, MigrationFolder.State state) {
    this.old = old;
    this.lifting = lifting;
    this.folder = folder;
    this.state = state;
  }

  /** Appends what is missing, then shows the store. */
  MigrationTally run(Progress shown) {
    try {
      append(shown);
      folder.show();
      return tally;
    } catch (IOException e) {
      throw folder.unwritable(e);
    } catch (UncheckedIOException e) {
      throw folder.unwritable(Objects.requireNonNull(e.getCause()));
    }
  }

  private void append(Progress shown) throws IOException {
    try (EventStore target = folder.open(time);
        NewFile mapping = folder.mapping()) {
      PositionMap map = new PositionMap(mapping, old.id(), state.head(), target.id());
      append(target, map, shown);
      map.end();
      mapping.finish();
    }
  }

  private void append(EventStore target, PositionMap map, Progress shown) {
    long there = target.head().sequence();
    try (Cursor<RecordedEvent> before = target.read(ReadRequest.all())) {
      new OldAppends(old, state.head(), lifting.limits())
          .each(lines -> {
            LiftedAppend append = lifting.lifted(lines);
            begin(target, before, append.time());
            if (made() < there) {
              passOver(append, before);
            } else if (!append.entries().isEmpty()) {
              time.now = append.time();
              target.append(append.append());
            }
            map.add(append, made() + 1);
            shown.at(tally.add(append));
          });
      begin(target, before, time.now);
    }
    if (made() < there) {
      throw folder.another("it holds more events than come of this store");
    }
  }

  /** The events that the new store has by now. */
  private long made() {
    return tally.made() + (begun && state.first().isPresent() ? 1 : 0);
  }

  /** Appends what the new store begins with, at the time of its first event, unless it is there. */
  private void begin(EventStore target, Cursor<RecordedEvent> before, Instant at) {
    if (begun) {
      return;
    }
    begun = true;
    state
        .first()
        .ifPresent(first -> {
          if (before.hasNext()) {
            if (!isSame(first.append().entries().getFirst(), before.next())) {
              throw folder.another("it does not begin with the last checkpoint of this store");
            }
          } else {
            time.now = at;
            target.append(first.append());
          }
        });
  }

  private void passOver(LiftedAppend append, Cursor<RecordedEvent> before) {
    for (Append.Entry entry : append.entries()) {
      if (!before.hasNext() || !isSame(entry, before.next())) {
        throw folder.another(
            "what it holds of position %d is not what the steps make of it"
                .formatted(append.position()));
      }
    }
  }

  private static boolean isSame(Append.Entry entry, RecordedEvent there) {
    NewEvent event = entry.event();
    return there.stream().equals(entry.stream())
        && there.id().equals(event.id())
        && there.type().equals(event.type())
        && there.schema() == event.schema()
        && there.data().equals(event.data());
  }
}
