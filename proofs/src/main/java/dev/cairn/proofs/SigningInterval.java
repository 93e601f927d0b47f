package dev.cairn.proofs;

import dev.cairn.CairnException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Signs a log again and again in a thread of its own, and a last time when it is closed. Where
 * nothing is new, nothing is signed. Between two signings it hashes what is appended, so that a
 * signing never has much to do.
 *
 * <p>A signing that fails is told to the logger {@code dev.cairn.proofs} and tried again after the
 * interval; one that fails in the same way as the one before is not told again. Thread-safe.
 */
public final class SigningInterval implements AutoCloseable {

  /** What suits most logs. */
  public static final Duration STANDARD = Duration.ofSeconds(10);

  /** The shortest interval. */
  public static final Duration LEAST = Duration.ofMillis(10);

  /** The longest interval. */
  public static final Duration MOST = Duration.ofDays(1);

  /** Between two looks for new events, which are hashed at once. */
  private static final Duration FOLLOWING = Duration.ofMillis(50);

  private final LogSigner signer;
  private final Duration interval;
  private final System.Logger logger;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();
  private final Thread thread;
  private boolean closed;
  private @Nullable String told;

  private SigningInterval(LogSigner signer, Duration interval, System.Logger logger) {
    this.signer = signer;
    this.interval = interval;
    this.logger = logger;
    // It computes and syncs for long, and a virtual thread would keep its carrier from all others.
    this.thread = Thread.ofPlatform().daemon().name("cairn-signer").unstarted(this::run);
  }

  /**
   * Begins with a signing at once.
   *
   * @param interval how long it rests between two signings, {@link #LEAST} to {@link #MOST}; what
   *     is newer than that may not be signed yet
   */
  public static SigningInterval start(LogSigner signer, Duration interval) {
    return start(signer, interval, System.getLogger("dev.cairn.proofs"));
  }

  static SigningInterval start(LogSigner signer, Duration interval, System.Logger logger) {
    if (interval.compareTo(LEAST) < 0 || interval.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "the interval is %s to %s, not %s".formatted(LEAST, MOST, interval));
    }
    SigningInterval started = new SigningInterval(signer, interval, logger);
    started.thread.start();
    return started;
  }

  private void run() {
    do {
      try {
        signer.sign();
        told = null;
      } catch (RuntimeException e) {
        tell(e);
      }
    } while (followed());
  }

  /** Hashes what is appended while the interval goes by; false if it is closed. */
  private boolean followed() {
    long end = System.nanoTime() + interval.toNanos();
    boolean follows = true;
    for (long left = interval.toNanos(); left > 0; left = end - System.nanoTime()) {
      if (!rested(follows ? Math.min(left, FOLLOWING.toNanos()) : left)) {
        return false;
      }
      follows = follows && follow();
    }
    return true;
  }

  /** False if it fails: the next signing will too, and tell it. */
  private boolean follow() {
    try {
      signer.follow();
      return true;
    } catch (RuntimeException e) {
      logger.log(Level.DEBUG, "the log could not be followed until the next signing", e);
      return false;
    }
  }

  private void tell(RuntimeException failure) {
    String what = String.valueOf(failure);
    if (!what.equals(told)) {
      told = what;
      logger.log(Level.WARNING, "the log could not be signed; it is tried again", failure);
    }
  }

  /** Rests for so many nanoseconds; false if it is closed. */
  private boolean rested(long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (!closed && left > 0) {
        left = closing.awaitNanos(left);
      }
      return !closed;
    } catch (InterruptedException e) {
      return false; // Nobody has a reason to interrupt it, but whoever does wants it to end.
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the thread after the signing under way, then signs a last time.
   *
   * @throws CairnException if the last signing fails; see {@link LogSigner#sign}
   */
  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      closing.signalAll();
    } finally {
      lock.unlock();
    }
    joined();
    signer.sign();
  }

  private void joined() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
