package dev.cairn.log;

import dev.cairn.Limits;
import dev.cairn.disk.Disk;
import dev.cairn.disk.RealDisk;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * How a log is opened. Immutable.
 *
 * @param disk where its files lie
 * @param time the clock events are stamped by; a clock that runs backwards does no harm
 * @param lockMode whether others may write to the store while it is open
 * @param lockWait how long to wait for another writer to let go of the store: when opening, and
 *     where the store is shared, for a turn to append
 * @param segmentBytes a segment of this size or more is sealed before the next append; 4 KiB to 1
 *     GiB
 * @param queueMax most appends that wait for the committer at once
 * @param queueWait how long a caller waits for a place in a full queue
 * @param limits what one append may hold
 * @param background runs what need not keep an append waiting: the saving of indexes
 * @param durability what an acknowledgement means; synced where others may write, since they are to
 *     find all of it marked as durable
 * @param prepared when space is prepared ahead of the events; never where the durability is
 *     relaxed, or others may write
 */
public record LogOptions(
    Disk disk,
    InstantSource time,
    LockMode lockMode,
    Duration lockWait,
    long segmentBytes,
    int queueMax,
    Duration queueWait,
    Limits limits,
    Executor background,
    Durability durability,
    PreparedSpace prepared) {

  private static final long SEGMENT_BYTES_LEAST = 4 << 10;
  private static final long SEGMENT_BYTES_MOST = 1 << 30;

  /** Checks the ranges. */
  public LogOptions {
    if (segmentBytes < SEGMENT_BYTES_LEAST || segmentBytes > SEGMENT_BYTES_MOST) {
      throw new IllegalArgumentException(
          "segmentBytes is %d to %d, not %d"
              .formatted(SEGMENT_BYTES_LEAST, SEGMENT_BYTES_MOST, segmentBytes));
    }
    if (queueMax < 1) {
      throw new IllegalArgumentException("queueMax is 1 or greater, not " + queueMax);
    }
    if (lockMode == LockMode.SHARED && !durability.equals(Durability.synced())) {
      throw new IllegalArgumentException(
          "a shared log is synced before others write to it: it cannot be relaxed to "
              + durability);
    }
  }

  /**
   * The machine's disk and clock, an exclusive lock, 10 s for it, segments of 64 MiB, 4,096 waiting
   * appends.
   */
  public static LogOptions standard() {
    return new LogOptions(
        new RealDisk(),
        InstantSource.system(),
        LockMode.EXCLUSIVE,
        Duration.ofSeconds(10),
        64 << 20,
        4_096,
        Duration.ofSeconds(30),
        Limits.DEFAULT,
        work -> Thread.ofPlatform().name("cairn-background").daemon(true).start(work),
        Durability.synced(),
        PreparedSpace.STANDARD);
  }

  /** The same on another disk. */
  public LogOptions withDisk(Disk newDisk) {
    return with(draft -> draft.disk = newDisk);
  }

  /** The same by another clock. */
  public LogOptions withTime(InstantSource newTime) {
    return with(draft -> draft.time = newTime);
  }

  /** The same in another lock mode. */
  public LogOptions withLockMode(LockMode newMode) {
    return with(draft -> draft.lockMode = newMode);
  }

  /** The same with another patience for the lock. */
  public LogOptions withLockWait(Duration newWait) {
    return with(draft -> draft.lockWait = newWait);
  }

  /** The same with segments of another size. */
  public LogOptions withSegmentBytes(long newBytes) {
    return with(draft -> draft.segmentBytes = newBytes);
  }

  /** The same with another queue. */
  public LogOptions withQueue(int newMax, Duration newWait) {
    return with(draft -> {
      draft.queueMax = newMax;
      draft.queueWait = newWait;
    });
  }

  /** The same with other limits on an append. */
  public LogOptions withLimits(Limits newLimits) {
    return with(draft -> draft.limits = newLimits);
  }

  /** The same with another place for work in the background. */
  public LogOptions withBackground(Executor newBackground) {
    return with(draft -> draft.background = newBackground);
  }

  /** The same with another meaning of an acknowledgement. */
  public LogOptions withDurability(Durability newDurability) {
    return with(draft -> draft.durability = newDurability);
  }

  /** The same with other space ahead of the events. */
  public LogOptions withPrepared(PreparedSpace newPrepared) {
    return with(draft -> draft.prepared = newPrepared);
  }

  private LogOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /** Options on their way to others that differ in a little. */
  private static final class Draft {
    private Disk disk;
    private InstantSource time;
    private LockMode lockMode;
    private Duration lockWait;
    private long segmentBytes;
    private int queueMax;
    private Duration queueWait;
    private Limits limits;
    private Executor background;
    private Durability durability;
    private PreparedSpace prepared;

    Draft(LogOptions from) {
      disk = from.disk;
      time = from.time;
      lockMode = from.lockMode;
      lockWait = from.lockWait;
      segmentBytes = from.segmentBytes;
      queueMax = from.queueMax;
      queueWait = from.queueWait;
      limits = from.limits;
      background = from.background;
      durability = from.durability;
      prepared = from.prepared;
    }

    LogOptions options() {
      return new LogOptions(
          disk,
          time,
          lockMode,
          lockWait,
          segmentBytes,
          queueMax,
          queueWait,
          limits,
          background,
          durability,
          prepared);
    }
  }
}
