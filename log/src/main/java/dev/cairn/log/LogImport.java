package dev.cairn.log;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.Position;
import dev.cairn.StoreException;
import dev.cairn.StoreId;
import dev.cairn.log.internal.NewStore;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Makes a new store of events that were recorded elsewhere, at the times they were recorded then.
 * All or nothing: the store is there when {@link #finish} returned, and as long as it has not there
 * is none. Positions and versions count from 1 as in every store, so events that come in the order
 * of a whole log get the ones they had. The store has an id of its own.
 *
 * <p>Used by one thread. Meanwhile nobody else may use the folder. A process that dies on the way
 * leaves files, but no {@code store.json}: nothing takes them for a store, and whoever knows that
 * no import is running may delete them.
 */
public final class LogImport implements AutoCloseable {

  /**
   * What was made.
   *
   * @param store which store it is
   * @param head its last event
   */
  public record Report(StoreId store, Position head) {}

  private final NewStore store;

  private LogImport(NewStore store) {
    this.store = store;
  }

  /**
   * Begins a store in a folder that is missing or empty.
   *
   * @throws dev.cairn.StoreUnavailableException if the folder holds something, or cannot be used
   */
  public static LogImport begin(Path folder, LogOptions options) {
    return new LogImport(NewStore.begin(folder, options));
  }

  /**
   * Records an append; it is durable with all others.
   *
   * @param recorded its time, to the microsecond; not before that of the append before it, nor
   *     before 1970
   * @return where the events are; a repetition, if the append is for a request that was there
   * @throws IllegalArgumentException if the time does not fit
   * @throws dev.cairn.AppendRefusedException if a condition of the append does not hold or an event
   *     id is there; the import may go on without it
   * @throws StoreException if the disk failed or is full; the import cannot go on
   */
  public AppendResult append(Append append, Instant recorded) {
    return store.append(append, recorded);
  }

  /**
   * Makes everything durable, then shows the store.
   *
   * @throws StoreException if that fails; {@link #close} takes everything back
   */
  public Report finish() {
    return store.publish();
  }

  /** Deletes everything, unless {@link #finish} returned. */
  @Override
  public void close() {
    store.close();
  }
}
