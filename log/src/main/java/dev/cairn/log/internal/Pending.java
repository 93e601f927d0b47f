package dev.cairn.log.internal;

import dev.cairn.AppendResult;
import dev.cairn.CairnException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** An append on its way through the committer, and how its caller gets the answer. */
public abstract sealed class Pending {

  /** How many others each one wakes. */
  private static final int WAKES = 4;

  private final EncodedAppend append;

  /** What it follows, until it is judged: a chain of them must not keep all of its past. */
  private List<? extends Pending> after;

  private boolean effective;

  private Pending(EncodedAppend append, List<? extends Pending> after) {
    this.append = append;
    this.after = after;
  }

  /** Whether all that it follows took effect; for whoever leads, once. */
  final boolean mayTakeEffect() {
    List<? extends Pending> earlier = after;
    after = List.of();
    for (Pending one : earlier) {
      if (!one.effective) {
        return false;
      }
    }
    return true;
  }

  /** Notes whether it takes effect; for whoever leads. */
  final void takesEffect(boolean whether) {
    effective = whether;
  }

  EncodedAppend append() {
    return append;
  }

  abstract boolean isAnswered();

  abstract void accept(AppendResult result);

  abstract void refuse(CairnException reason);

  /** What a group write was judged to be: exactly one of both is there. */
  record Answer(Pending pending, @Nullable AppendResult result, @Nullable CairnException refusal) {

    private void give() {
      if (refusal != null) {
        pending.refuse(refusal);
      } else if (result != null) {
        pending.accept(result);
      }
    }
  }

  /**
   * Answers a whole group. To wake many threads takes longer than a group write, so whoever leads
   * wakes only the first of those that wait, and each of them wakes some more. One that was not
   * asleep yet does so as soon as it has its answer, so those it wakes must have theirs before: the
   * last one of the group is given its answer first.
   */
  static void answer(List<Answer> answers) {
    List<Awaited> waiting = new ArrayList<>(answers.size());
    for (Answer answer : answers) {
      if (answer.pending() instanceof Awaited awaited) {
        awaited.joins(waiting);
      }
    }
    for (int i = answers.size() - 1; i >= 0; i--) {
      answers.get(i).give();
    }
    wake(waiting, 0, WAKES);
  }

  private static void wake(List<Awaited> waiting, int from, int to) {
    for (int i = from; i < Math.min(to, waiting.size()); i++) {
      waiting.get(i).wake();
    }
  }

  /** A caller that did not want to wait. */
  static final class Promised extends Pending {

    private final CompletableFuture<AppendResult> answer = new CompletableFuture<>();

    Promised(EncodedAppend append) {
      super(append, List.of());
    }

    CompletableFuture<AppendResult> future() {
      return answer;
    }

    @Override
    boolean isAnswered() {
      return answer.isDone();
    }

    @Override
    void accept(AppendResult result) {
      answer.complete(result);
    }

    @Override
    void refuse(CairnException reason) {
      answer.completeExceptionally(reason);
    }
  }

  /** A caller that waits; made by its thread. */
  public static final class Awaited extends Pending {

    private final Thread caller = Thread.currentThread();
    private @Nullable AppendResult result;
    private @Nullable CairnException refusal;
    private List<Awaited> group = List.of();
    private int place;
    private volatile boolean answered;

    Awaited(EncodedAppend append, List<Awaited> after) {
      super(append, after);
    }

    @Override
    boolean isAnswered() {
      return answered;
    }

    @Override
    void accept(AppendResult given) {
      result = given;
      answered = true;
    }

    @Override
    void refuse(CairnException reason) {
      refusal = reason;
      answered = true;
    }

    private void joins(List<Awaited> waiting) {
      group = waiting;
      place = waiting.size();
      waiting.add(this);
    }

    private void wake() {
      if (!caller.equals(Thread.currentThread())) {
        LockSupport.unpark(caller);
      }
    }

    /** Waits for the answer, whatever interrupts come, and keeps the interrupt status. */
    AppendResult await() {
      boolean interrupted = false;
      while (!answered) {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
      Pending.wake(group, WAKES * (place + 1), WAKES * (place + 2));
      if (interrupted) {
        caller.interrupt();
      }
      if (refusal != null) {
        throw refusal;
      }
      return java.util.Objects.requireNonNull(result);
    }
  }
}
