package dev.cairn.log.internal;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.StoreException;
import dev.cairn.StoreUnavailableException;
import dev.cairn.disk.Disk;
import dev.cairn.log.LogImport;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * A store that is being made out of events with times of their own; see {@link LogImport}. It is an
 * ordinary store, opened on a disk that syncs nothing and hides {@code store.json} until it is
 * published, and on a clock that shows the time of the append under way. So an import keeps every
 * rule of the log, by the same code.
 */
public final class NewStore {

  private final FreshFolder folder;
  private final UnpublishedDisk disk;
  private final LogStore store;
  private final Recorded time;
  private boolean published;
  private boolean closed;

  private NewStore(FreshFolder folder, UnpublishedDisk disk, LogStore store, Recorded time) {
    this.folder = folder;
    this.disk = disk;
    this.store = store;
    this.time = time;
  }

  /** The clock of the import: the time of the append under way. */
  private static final class Recorded implements InstantSource {

    private volatile Instant now;

    Recorded(Instant now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  /** See {@link LogImport#begin}. */
  public static NewStore begin(Path path, LogOptions options) {
    FreshFolder folder;
    try {
      folder = FreshFolder.claim(options.disk(), path);
    } catch (IOException e) {
      throw Engine.unavailable(path, e);
    }
    UnpublishedDisk disk = new UnpublishedDisk(options.disk(), folder);
    Recorded time = new Recorded(options.time().instant());
    try {
      LogStore store = LogStore.open(path, options.withDisk(disk).withTime(time));
      time.now = Instant.EPOCH;
      NewStore fresh = new NewStore(folder, disk, store, time);
      fresh.checkAlone(options.disk());
      return fresh;
    } catch (RuntimeException e) {
      folder.clearAfter(e);
      throw e;
    }
  }

  /** Now that the lock is ours, nobody can have come between. */
  private void checkAlone(Disk real) {
    Path header = folder.path().resolve(StoreHeader.NAME);
    try {
      if (real.exists(header) || store.head().sequence() > 0) {
        close();
        throw new StoreUnavailableException(
            folder.path().toString(), "somebody else has made a store there meanwhile", null);
      }
    } catch (IOException e) {
      close();
      throw Engine.unavailable(folder.path(), e);
    }
  }

  /** See {@link LogImport#append}. */
  public AppendResult append(Append append, Instant recorded) {
    if (recorded.isBefore(time.now) || !recorded.truncatedTo(ChronoUnit.MICROS).equals(recorded)) {
      throw new IllegalArgumentException(
          "the time %s is finer than a microsecond, or before %s, that of the append before it"
              .formatted(recorded, time.now));
    }
    time.now = recorded;
    return store.append(append);
  }

  /** See {@link LogImport#finish}. */
  public LogImport.Report publish() {
    LogImport.Report report = new LogImport.Report(store.id(), store.head());
    store.close();
    try {
      disk.publish();
    } catch (IOException e) {
      throw Engine.unavailable(folder.path(), e);
    }
    published = true;
    return report;
  }

  /** See {@link LogImport#close}. */
  public void close() {
    if (closed || published) {
      return;
    }
    closed = true;
    try {
      store.close();
    } catch (StoreException e) {
      // Its files are closed all the same, and there will be nothing left of it.
    }
    try {
      folder.clear();
    } catch (IOException e) {
      throw Engine.unavailable(folder.path(), e);
    }
  }
}
