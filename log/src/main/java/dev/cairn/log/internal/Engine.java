package dev.cairn.log.internal;

import dev.cairn.CorruptStoreException;
import dev.cairn.Filter;
import dev.cairn.Position;
import dev.cairn.StoreFullException;
import dev.cairn.StoreUnavailableException;
import dev.cairn.Subscription;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFullException;
import dev.cairn.log.LogOptions;
import dev.cairn.log.RecoveryReport;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/**
 * A log open for writing: the lock or its turns, the files, and the committer.
 *
 * @param folder where it lies
 * @param header which store it is
 * @param report what opening had to do
 * @param reads the reading side
 * @param committer the writing side
 * @param writer the way to the disk, for use after the committer ended
 * @param lock the right to write
 * @param turns when this store may write
 * @param opened the lock and all files
 */
public record Engine(
    Path folder,
    StoreHeader header,
    RecoveryReport report,
    Reads reads,
    Committer committer,
    GroupWriter writer,
    StoreLock lock,
    Turns turns,
    Opened opened) {

  /** Opens a folder; see {@link dev.cairn.log.LogStore#open}. */
  public static Engine open(Path folder, LogOptions options) {
    try (Opened opened = new Opened()) {
      options.disk().createFolders(folder);
      return open(folder, options, opened);
    } catch (IOException e) {
      throw unavailable(folder, e);
    }
  }

  private static Engine open(Path folder, LogOptions options, Opened opened) throws IOException {
    Disk disk = options.disk();
    Instant now = options.time().instant();
    StoreLock lock = StoreLock.take(disk, folder, options.lockMode(), options.lockWait(), now);
    opened.add(lock::close);
    StoreHeader header = header(disk, folder, now);
    HeadFile head = HeadFile.open(disk, folder);
    opened.add(head::close);
    Opening opening = new Opening(disk, folder, head.mark(), now);
    Log log = new Log(disk, folder, header, opening.run());
    opened.add(log::close);
    Indexer indexer = new Indexer(new Loader(disk, folder), options.background());
    GroupWriter writer = new GroupWriter(log, head, indexer, options);
    opened.add(writer::close);
    opened.add(indexer::close);
    writer.opened();
    Reads reads = new Reads(log);
    Turns turns =
        switch (options.lockMode()) {
          case EXCLUSIVE -> new SoleWriter();
          case SHARED ->
              new SharedTurns(
                  log, head, writer, lock, options.lockWait(), options.time(), System::nanoTime);
        };
    opened.add(turns::close);
    turns.end(false);
    Committer committer = new Committer(log, reads, writer, turns, options);
    return new Engine(
        folder, header, opening.report(), reads, committer, writer, lock, turns, opened.handOver());
  }

  /** The reading side, with what others wrote up to now. */
  @Override
  public Reads reads() {
    turns.look();
    return reads;
  }

  /** See {@link dev.cairn.EventReader#subscribe}. */
  public Subscription subscribe(Filter filter, Position after) {
    Reads fresh = reads();
    return fresh.subscribe(filter, after, turns::look, turns.pollNanos());
  }

  private static StoreHeader header(Disk disk, Path folder, Instant now) throws IOException {
    Path file = folder.resolve(StoreHeader.NAME);
    if (disk.exists(file)) {
      return StoreHeader.read(disk, folder);
    }
    if (disk.exists(folder.resolve(Segment.ACTIVE)) || !Segment.sealed(disk, folder).isEmpty()) {
      throw new CorruptStoreException(
          file.toString(), 0, 0, 0, Position.START, "the file is missing, events are there");
    }
    StoreHeader.fresh(UUID.randomUUID(), now).write(disk, folder);
    return StoreHeader.read(disk, folder);
  }

  /** Ends writing, then closes every file and gives the lock back. */
  public void close() {
    boolean sound = committer.finish();
    try (opened) {
      if (sound && turns.beginLast()) {
        writer.finish();
        lock.signOff();
      }
    } catch (IOException e) {
      throw unavailable(folder, e);
    }
  }

  /** The error for a store whose files cannot be reached or changed. */
  static dev.cairn.StoreException unavailable(Path folder, IOException cause) {
    return switch (cause) {
      case DiskFullException full -> new StoreFullException(folder.toString(), full);
      case FileSystemException failed ->
          new StoreUnavailableException(String.valueOf(failed.getFile()), reason(failed), failed);
      default -> new StoreUnavailableException(folder.toString(), reason(cause), cause);
    };
  }

  private static String reason(IOException cause) {
    return switch (cause) {
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException _ -> "it is not a folder";
      case NoSuchFileException _ -> "it is not there, and cannot be made";
      case FileSystemException failed when failed.getReason() != null -> failed.getReason();
      default -> String.valueOf(cause.getMessage());
    };
  }
}
