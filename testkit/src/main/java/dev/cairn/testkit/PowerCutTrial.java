package dev.cairn.testkit;

import dev.cairn.disk.Disk;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the power before every single call that a program makes to its disk, and once more when it
 * has ended. What was not synced is lost, kept, torn and reordered in many ways at each cut (see
 * {@link PowerCuts}), and every disk that may be left is given to a check. The program itself goes
 * on as if nothing had happened, so that one run of it shows all cuts.
 *
 * <p>The check runs before the call is made, in the thread that makes it; so it may rely on what
 * the program was told until then: what it holds for done must be there. The program makes its
 * calls from one thread at a time.
 *
 * <p>The system properties {@code cairn.states} and {@code cairn.seed} say how many ways are looked
 * at for each cut, and what chooses them. A failure names the cut and both.
 *
 * <p>Immutable.
 */
public final class PowerCutTrial {

  /** What is done with a disk while its power may be cut. */
  @FunctionalInterface
  public interface Program {

    /** Works on a disk that is empty at first. */
    void run(Disk disk) throws IOException;
  }

  /**
   * How much was tried. A test asserts on it, since a program that makes few calls proves little.
   *
   * @param calls before how many calls the power was cut
   * @param states how many disks that were left the check has seen
   */
  public record Tally(long calls, long states) {}

  private final int statesMax;
  private final long seed = Long.getLong("cairn.seed", 1);
  private final Set<String> ignored;

  /**
   * Prepares a trial.
   *
   * @param statesMax how many disks are looked at for each cut at most, unless {@code cairn.states}
   *     says otherwise
   * @param ignored names of files that nobody relies on, so that nothing is varied in them
   */
  public PowerCutTrial(int statesMax, Set<String> ignored) {
    this.statesMax = Integer.getInteger("cairn.states", statesMax);
    this.ignored = Set.copyOf(ignored);
  }

  /**
   * Runs a program.
   *
   * @param check fails with an {@link AssertionError}, or any other error, if a disk that was left
   *     is not as it must be; it may do with that disk what it likes
   * @throws AssertionError if the check failed; nothing was cut after that
   * @throws IOException if the program failed
   */
  public Tally run(Program program, PowerCuts.Visitor check) throws IOException {
    Run run = new Run(check);
    FaultyDisk disk = new FaultyDisk(run.memory);
    disk.watch((number, call) -> run.cutBefore(number, call));
    try {
      program.run(disk);
    } catch (IOException | RuntimeException | AssertionError e) {
      run.throwFailure(e);
      throw e;
    }
    run.cut("when the program had ended");
    run.throwFailure(null);
    return new Tally(run.calls, run.states);
  }

  /** One run, and what was found in it. */
  private final class Run {

    private final MemoryDisk memory = new MemoryDisk();
    private final PowerCuts cuts = new PowerCuts(new FaultLedger(), ignored);
    private final SeededRandom random = new SeededRandom(seed);
    private final PowerCuts.Visitor check;
    private @Nullable AssertionError failure;
    private long calls;
    private long states;

    Run(PowerCuts.Visitor check) {
      this.check = check;
    }

    synchronized void cutBefore(long number, FaultyDisk.Call call) {
      calls++;
      cut("before call %d, %s".formatted(number, call));
    }

    /** The program must not see the failure of a check: it would take it for one of its disk. */
    synchronized void cut(String when) {
      if (failure != null) {
        return;
      }
      try {
        cuts.visit(memory, statesMax, random, this::look);
      } catch (IOException | RuntimeException | AssertionError e) {
        failure =
            new AssertionError(
                "the power was cut %s; -Dcairn.seed=%d -Dcairn.states=%d: %s"
                    .formatted(when, seed, statesMax, e),
                e);
      }
    }

    private void look(MemoryDisk left) throws IOException {
      states++;
      check.visit(left);
    }

    synchronized void throwFailure(@Nullable Throwable later) {
      AssertionError found = failure;
      if (found != null) {
        if (later != null) {
          found.addSuppressed(later);
        }
        throw found;
      }
    }
  }
}
