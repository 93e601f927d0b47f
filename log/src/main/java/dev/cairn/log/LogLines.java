package dev.cairn.log;

import dev.cairn.MissingStoreException;
import dev.cairn.StoreId;
import dev.cairn.StoreUnavailableException;
import dev.cairn.log.internal.LineWalk;
import dev.cairn.log.internal.LogEvent;
import dev.cairn.log.internal.StoreHeader;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The lines of a log as they stand in its files, one after the other, past whatever is damaged: for
 * those who judge a log by other means than its checksums. It needs no index and believes nothing:
 * positions and versions are what the lines say, in the order of the files. Changes nothing, and
 * may read beside a writer; segments that are sealed meanwhile are met once.
 *
 * <p>It walks on behind what is durable, since only the caller knows what should be there. There a
 * line may be torn, or change as long as a writer is at work.
 *
 * <p>Every method throws {@link StoreUnavailableException} where a file cannot be read. NOT safe
 * for use by several threads at once.
 */
public final class LogLines implements AutoCloseable {

  /**
   * A place between two lines, from which one may go on later.
   *
   * @param segment the first position of the file
   * @param offset where the next line begins in it
   * @param line the lines before it in the file
   * @param position that the next line should have
   */
  public record Place(long segment, long offset, long line, long position) {

    /** The beginning of every log. */
    public static final Place START = new Place(1, 0, 0, 1);

    /** Refuses numbers that no place has. */
    public Place {
      if (segment < 1 || offset < 0 || line < 0 || position < 1) {
        throw new IllegalArgumentException(
            "no place in a log: segment %d, offset %d, line %d, position %d"
                .formatted(segment, offset, line, position));
      }
    }
  }

  private final Path folder;
  private final StoreHeader header;
  private final LineWalk walk;

  private LogLines(Path folder, StoreHeader header, LineWalk walk) {
    this.folder = folder;
    this.header = header;
    this.walk = walk;
  }

  /**
   * Opens the files of a store.
   *
   * @param from {@link Place#START}, or where a {@link #place} was
   * @throws MissingStoreException if there is no {@code store.json}
   * @throws dev.cairn.CorruptStoreException if {@code store.json} is damaged
   */
  public static LogLines open(Path folder, LogOptions options, Place from) {
    try {
      StoreHeader header = StoreHeader.read(options.disk(), folder);
      return new LogLines(folder, header, new LineWalk(options.disk(), folder, true, from));
    } catch (NoSuchFileException e) {
      throw new MissingStoreException(folder.toString());
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static StoreUnavailableException unreadable(Path folder, IOException cause) {
    return new StoreUnavailableException(
        folder.toString(), "reading failed: " + cause.getMessage(), cause);
  }

  /** Which store {@code store.json} says it is. */
  public StoreId id() {
    return header.id();
  }

  /** The name under which {@code store.json} says the log's proofs are made. */
  public String origin() {
    return header.origin();
  }

  /** Moves to the next line; false at the end of the log. */
  public boolean next() {
    try {
      return walk.next();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  /** Whether the line is an event: whole, with the right checksum, and all that every event has. */
  public boolean isSound() {
    return walk.event() != null;
  }

  /**
   * The event.
   *
   * @throws IllegalStateException if the line is not sound
   */
  public LogLine event() {
    LogEvent event = walk.event();
    if (event == null) {
      throw new IllegalStateException("the line is not sound");
    }
    return event;
  }

  /** Whether the line begins within what is known to be durable. */
  public boolean isDurable() {
    return walk.isDurable();
  }

  /** The file, where it lay when it was opened. */
  public Path file() {
    return walk.path();
  }

  /** Where the line begins in its file, in bytes. */
  public long from() {
    return walk.from();
  }

  /** Behind the line and its line feed. */
  public long to() {
    return walk.to();
  }

  /** The number of the line in its file, from 1. */
  public long line() {
    return walk.line();
  }

  /** Behind the line, which should be sound. */
  public Place place() {
    return walk.place();
  }

  @Override
  public void close() {
    try {
      walk.close();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }
}
