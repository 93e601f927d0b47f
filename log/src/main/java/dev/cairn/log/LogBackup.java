package dev.cairn.log;

import dev.cairn.Position;
import dev.cairn.StoreId;
import dev.cairn.log.internal.CopyCheck;
import dev.cairn.log.internal.StoreCopy;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** Copies of stores, taken while they are written or not. */
public final class LogBackup {

  /**
   * What was copied.
   *
   * @param store which store it is
   * @param head the last event of the copy
   * @param segments how many files of events it has
   * @param bytes how long they are together
   */
  public record Report(StoreId store, Position head, int segments, long bytes) {}

  private LogBackup() {}

  /**
   * Copies all durable events of a store into a folder that is missing or empty. The copy is the
   * same store, closed cleanly, as of one moment: it may be opened at once, and whatever remembers
   * a position of the store knows it again. The checkpoints that it signed are copied with it, and
   * those of processors in {@code state/}, as they are; none of them is of an event that the copy
   * does not hold, as they are looked at first. What is derived is not copied, and neither is
   * {@code quarantine/}. To restore is to copy back.
   *
   * <p>The copy gets its {@code store.json} last, so an unfinished one is not taken for a store; if
   * this method throws, it deletes what it wrote as far as it can. A writer and readers go on
   * meanwhile. {@link #verify} tells whether the copy is sound.
   *
   * @param bytesDone told now and then how many bytes were copied
   * @throws dev.cairn.MissingStoreException if there is no store
   * @throws dev.cairn.CorruptStoreException if the store is damaged as far as its indexes do not
   *     cover it
   * @throws dev.cairn.StoreException if a file cannot be read or written, or the target holds
   *     something
   */
  public static Report copy(Path store, Path target, LogOptions options, LongConsumer bytesDone) {
    return new StoreCopy(options.disk(), target, bytesDone).run(store);
  }

  /**
   * Reads a copy as {@link LogCheck} does, and proves that it is whole: it was closed cleanly, as
   * every copy is, and ends exactly where it did then. A store is judged in the same way while
   * nobody writes to it; one that was not closed cleanly is no proven copy of anything. Changes
   * nothing.
   *
   * @param eventsDone told now and then how many events were read
   * @throws dev.cairn.MissingStoreException if there is no store
   * @throws dev.cairn.CorruptStoreException if {@code store.json} is damaged
   */
  public static CheckReport verify(Path copy, LogOptions options, LongConsumer eventsDone) {
    return new CopyCheck(options.disk(), copy).run(eventsDone);
  }
}
