package dev.cairn.flow;

import dev.cairn.EventStore;
import dev.cairn.Position;
import dev.cairn.flow.ProcessorEvent.ProcessorDescribed;
import dev.cairn.flow.ProcessorEvent.ProcessorStarted;
import dev.cairn.flow.internal.Checkpoint;
import dev.cairn.flow.internal.Lease;
import dev.cairn.flow.internal.ProcessorCheckpoint;
import dev.cairn.flow.internal.StateFile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a projector tells operators: that it runs, what for, and how far it is. The view itself says
 * where to go on; nothing of this is needed for that, so a note that cannot be written is logged
 * and written another time. Of several projectors of one name the one that has the lease tells how
 * far it is. Used by the thread of the run.
 */
final class ViewNotes implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger("dev.cairn.flow");

  private final EventStore store;
  private final StateFolder state;
  private final String name;
  private final ProcessorDescribed description;
  private @Nullable Lease lease;
  private @Nullable ProcessorCheckpoint told;
  private boolean complained;

  ViewNotes(EventStore store, StateFolder state, String name, ProcessorDescribed description) {
    this.store = store;
    this.state = state;
    this.name = ProcessorNames.checked(name);
    this.description = description;
  }

  /**
   * It is about to be opened.
   *
   * @throws IllegalStateException if the name is that of a processor
   */
  void introduce(ProcessorRecord record) {
    ProcessorPlace.requireKind(name, record, true);
    note(this::lease);
    if (record.started().isEmpty()) {
      append(record, new ProcessorStarted(Position.START.toString()));
    }
    if (!description.equals(record.description())) {
      append(record, description);
    }
  }

  /** It was opened, and emptied if that was ordered. */
  void begun(ProcessorRecord record) {
    if (record.reset().isPresent()) {
      append(record, new ProcessorStarted(Position.START.toString()));
    }
  }

  private void append(ProcessorRecord record, ProcessorEvent event) {
    ProcessorRecord.append(store, name, List.of(event));
    var _ = record.refresh(store);
  }

  /** It is there now, where it was tried in vain so often. */
  void stands(Checkpoint at, SortedMap<Position, Integer> attempts) {
    note(() -> {
      Optional<Lease> mine = lease();
      if (mine.isPresent()) {
        long epoch = mine.get().epoch();
        ProcessorCheckpoint stand =
            new ProcessorCheckpoint(at, List.of(), attempts, null, Position.START, epoch);
        if (!stand.equals(told)) {
          new StateFile(state.disk(), state.path(), name).save(stand);
          told = stand;
        }
      }
      return mine;
    });
  }

  /** It ended by itself. */
  void failed(String message) {
    note(() -> {
      Optional<Lease> mine = lease();
      if (mine.isPresent()) {
        state.failureNote(name).write(message);
      }
      return mine;
    });
  }

  /** Something that has to do with the disk. */
  @FunctionalInterface
  private interface Note {

    Optional<Lease> write() throws IOException;
  }

  private void note(Note note) {
    try {
      var _ = note.write();
      complained = false;
    } catch (IOException e) {
      if (!complained) {
        LOG.log(
            Level.WARNING,
            "Projection '%s' cannot note in %s how far it is; it goes on."
                .formatted(name, state.path()),
            e);
      }
      complained = true;
    }
  }

  private Optional<Lease> lease() throws IOException {
    if (lease == null) {
      state.disk().createFolders(state.path());
      lease = Lease.take(state.disk(), state.path(), name).orElse(null);
      if (lease != null) {
        state.failureNote(name).clear();
      }
    }
    return Optional.ofNullable(lease);
  }

  @Override
  public void close() {
    note(() -> {
      if (lease != null) {
        lease.close();
      }
      return Optional.empty();
    });
  }
}
