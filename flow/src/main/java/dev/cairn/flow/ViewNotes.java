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
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a projector tells operators: that it runs, what for, and how far it is. The view itself says
 * where to go on; nothing of this is needed for that. Of several projectors of one name the one
 * that has the lease tells how far it is. Used by the thread of the run.
 */
final class ViewNotes implements AutoCloseable {

  private final EventStore store;
  private final StateFolder state;
  private final String name;
  private final ProcessorDescribed description;
  private @Nullable Lease lease;
  private @Nullable ProcessorCheckpoint told;

  ViewNotes(EventStore store, StateFolder state, String name, ProcessorDescribed description) {
    this.store = store;
    this.state = state;
    this.name = ProcessorNames.checked(name);
    this.description = description;
  }

  /** It was opened, for the first time or because it was ordered to begin again. */
  void begun(ProcessorRecord record, Position at) throws IOException {
    var _ = lease();
    if (record.started().isEmpty() || record.reset().isPresent()) {
      ProcessorRecord.append(store, name, List.of(new ProcessorStarted(at.toString())));
    }
    if (!description.equals(record.description())) {
      ProcessorRecord.append(store, name, List.of(description));
    }
    var _ = record.refresh(store);
  }

  /** It is there now, where it was tried in vain so often. */
  void stands(Checkpoint at, SortedMap<Position, Integer> attempts) throws IOException {
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
  }

  /** It ended by itself. */
  void failed(String message) throws IOException {
    if (lease().isPresent()) {
      state.failureNote(name).write(message);
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
  public void close() throws IOException {
    if (lease != null) {
      lease.close();
    }
  }
}
