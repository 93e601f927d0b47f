package dev.cairn.proofs;

import dev.cairn.log.LogOptions;
import dev.cairn.merkle.LogIdentity;
import dev.cairn.merkle.TrustPolicy;
import dev.cairn.proofs.internal.Inspection;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The verification of a whole store, offline and from its plain files: every event is read and
 * hashed again, and the tree that they give is held against what the log has signed, against every
 * tile, against all older checkpoints, and against the checkpoint that was verified last. It
 * believes nothing that lies in the store: whose log it should be comes from the caller.
 *
 * <p>It says {@link Verdict.Tampered} where something is not what was signed, and {@link
 * Verdict.Unfinished} where that cannot be told, and ends with one of the two whatever lies in the
 * folder. What it cannot see: a log that was replaced as a whole, or set back, by who owns its disk
 * and its key. Only witnesses and a pinned checkpoint show that ({@link Findings#anchored}).
 *
 * <p>It changes nothing in the store and may run beside a writer: it judges what the checkpoint
 * covers that it found when it began, and looks at what is behind it only as far as that is
 * durable. Memory: about 100 bytes for each stream. Immutable; {@link #run} may be called again.
 */
public final class LogVerification {

  /** Most tamperings that a verdict names. */
  public static final int TAMPERINGS_MAX = 1_000;

  private static final long RESUME_EVERY = 8_000_000;

  /** An entry takes at most 152 bytes, and half as many again while its part of the table grows. */
  private static final long HEAP_BYTES_OF_STREAM = 300;

  /** Is told how far a verification is. */
  @FunctionalInterface
  public interface Progress {

    /**
     * Called now and then, in the thread that verifies.
     *
     * @param events that were read
     * @param signed how many there should be at least
     */
    void at(long events, long signed);
  }

  private final Inspection.Order order;

  private LogVerification(Inspection.Order order) {
    this.order = order;
  }

  /**
   * Of a store.
   *
   * @param store its folder
   * @param log its origin and keys, had from elsewhere than the store
   * @param policy its witnesses and quorum; the logs in it do not count
   */
  public static LogVerification of(Path store, LogIdentity log, TrustPolicy policy) {
    return new LogVerification(
        new Inspection.Order(
            store,
            log,
            policy,
            LogOptions.standard(),
            null,
            null,
            RESUME_EVERY,
            Runtime.getRuntime().maxMemory() / HEAP_BYTES_OF_STREAM,
            (_, _) -> {}));
  }

  /** The same, where nobody is asked but the log itself. */
  public static LogVerification of(Path store, LogIdentity log) {
    return of(
        store, log, new TrustPolicy(java.util.List.of(), java.util.List.of(), TrustPolicy.NONE));
  }

  /** The same on the disk of these options. */
  public LogVerification withOptions(LogOptions options) {
    return with(draft -> draft.options = options);
  }

  /**
   * The same with the checkpoint that was verified last, which the log must extend. The file is
   * made at the first time, and moved on whenever the log is verified.
   *
   * @throws IllegalArgumentException if it lies in the store, where who changes the log could
   *     change it too
   */
  public LogVerification withPin(Path file) {
    Path pin = outside(file);
    return with(draft -> draft.pin = pin);
  }

  /** {@link #withResume(Path, long)} every 8 million events. */
  public LogVerification withResume(Path file) {
    return withResume(file, RESUME_EVERY);
  }

  /**
   * The same, which keeps in a file how far it is, and goes on from there after its process has
   * ended. The file is believed only for the same log, policy and checkpoints; one that is damaged
   * is passed over with a warning. It is deleted at the end.
   *
   * @param every so many events
   * @throws IllegalArgumentException if it lies in the store
   */
  public LogVerification withResume(Path file, long every) {
    Path resume = outside(file);
    return with(draft -> {
      draft.resume = resume;
      draft.resumeEvery = every;
    });
  }

  /** The same, which gives up where the log has more streams. */
  public LogVerification withStreamsMax(long streamsMax) {
    return with(draft -> draft.streamsMax = streamsMax);
  }

  /** The same, which tells how far it is. */
  public LogVerification withProgress(Progress progress) {
    return with(draft -> draft.progress = progress);
  }

  private LogVerification with(Consumer<Draft> change) {
    Draft draft = new Draft(order);
    change.accept(draft);
    return new LogVerification(
        new Inspection.Order(
            order.store(),
            order.log(),
            order.policy(),
            draft.options,
            draft.pin,
            draft.resume,
            draft.resumeEvery,
            draft.streamsMax,
            draft.progress));
  }

  /** What may be changed of an order. */
  private static final class Draft {

    private LogOptions options;
    private @Nullable Path pin;
    private @Nullable Path resume;
    private long resumeEvery;
    private long streamsMax;
    private Progress progress;

    Draft(Inspection.Order order) {
      options = order.options();
      pin = order.pin();
      resume = order.resume();
      resumeEvery = order.resumeEvery();
      streamsMax = order.streamsMax();
      progress = order.progress();
    }
  }

  private Path outside(Path file) {
    Path inner = file.toAbsolutePath().normalize();
    if (inner.startsWith(order.store().toAbsolutePath().normalize())) {
      throw new IllegalArgumentException(
          "%s lies in the store: who changes the log could change it too; choose a file elsewhere"
              .formatted(file));
    }
    return file;
  }

  /**
   * Verifies the store.
   *
   * @throws dev.cairn.MissingStoreException if there is none in that folder
   * @throws dev.cairn.FormatTooNewException if a later release wrote it
   */
  public Verdict run() {
    return new Inspection(order).run();
  }
}
