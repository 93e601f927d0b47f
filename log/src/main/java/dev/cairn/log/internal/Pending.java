package dev.cairn.log.internal;

import dev.cairn.AppendResult;
import dev.cairn.CairnException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** An append on its way through the committer, and how its caller gets the answer. */
abstract sealed class Pending {

  private final EncodedAppend append;

  private Pending(EncodedAppend append) {
    this.append = append;
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
   * wakes only the first of those that wait, and each of them wakes two more. One that was not
   * asleep yet does so as soon as it has its answer, so those it wakes must have theirs before: the
   * last one of the group is given its answer first.
   */
  static void answer(List<Answer> answers) {
    List<Awaited> waiting = new ArrayList<>(answers.size());
    for (Answer answer : answers) {
      if (answer.pending() instanceof Awaited awaited) {
        waiting.add(awaited);
      }
    }
    for (int i = 0; i < waiting.size(); i++) {
      int left = 2 * i + 1;
      waiting.get(i).left = left < waiting.size() ? waiting.get(left) : null;
      waiting.get(i).right = left + 1 < waiting.size() ? waiting.get(left + 1) : null;
    }
    answers.reversed().forEach(Answer::give);
    if (!waiting.isEmpty()) {
      waiting.getFirst().wake();
    }
  }

  /** A caller that did not want to wait. */
  static final class Promised extends Pending {

    private final CompletableFuture<AppendResult> answer = new CompletableFuture<>();

    Promised(EncodedAppend append) {
      super(append);
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
  static final class Awaited extends Pending {

    private final Thread caller = Thread.currentThread();
    private @Nullable AppendResult result;
    private @Nullable CairnException refusal;
    private @Nullable Awaited left;
    private @Nullable Awaited right;
    private volatile boolean answered;

    Awaited(EncodedAppend append) {
      super(append);
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

    private void wake() {
      LockSupport.unpark(caller);
    }

    /** Waits for the answer, whatever interrupts come, and keeps the interrupt status. */
    AppendResult await() {
      boolean interrupted = false;
      while (!answered) {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
      wakeOthers();
      if (interrupted) {
        caller.interrupt();
      }
      if (refusal != null) {
        throw refusal;
      }
      return java.util.Objects.requireNonNull(result);
    }

    private void wakeOthers() {
      if (left != null) {
        left.wake();
      }
      if (right != null) {
        right.wake();
      }
    }
  }
}
