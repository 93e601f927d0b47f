package dev.cairn.model.testkit;

import static dev.cairn.testkit.Eventually.holds;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.CairnException;
import dev.cairn.EventStore;
import dev.cairn.PendingAppend;
import dev.cairn.PrecedingAppendException;
import dev.cairn.testkit.ForwardingStore;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A store that records nothing until it is told to, and then all that was handed over, in order, as
 * a log does in one commit. Thread-safe.
 */
final class HeldStore extends ForwardingStore {

  private final Queue<Held> waiting = new ArrayDeque<>();
  private int begun;
  private boolean holding = true;

  HeldStore(EventStore store) {
    super(store);
  }

  private static final class Held implements PendingAppend {

    private final Append append;
    private final List<PendingAppend> after;
    private final CompletableFuture<AppendResult> answer = new CompletableFuture<>();

    Held(Append append, List<PendingAppend> after) {
      this.append = append;
      this.after = after;
    }

    boolean tookEffect() {
      return answer.isDone() && !answer.isCompletedExceptionally() && !answer.join().repeated();
    }

    void record(EventStore into) {
      try {
        if (!after.stream().allMatch(earlier -> ((Held) earlier).tookEffect())) {
          throw new PrecedingAppendException();
        }
        answer.complete(into.append(append));
      } catch (CairnException e) {
        answer.completeExceptionally(e);
      }
    }

    @Override
    public AppendResult await() {
      @Nullable AppendResult result = answer.handle((given, _) -> given).join();
      if (result == null) {
        throw (CairnException) answer.exceptionNow();
      }
      return Objects.requireNonNull(result);
    }
  }

  @Override
  public synchronized PendingAppend begin(Append append, List<PendingAppend> after) {
    Held held = new Held(append, after);
    waiting.add(held);
    begun++;
    if (!holding) {
      recordAll();
    }
    return held;
  }

  @Override
  public AppendResult append(Append append) {
    return begin(append, List.of()).await();
  }

  @Override
  public CompletableFuture<AppendResult> appendAsync(Append append) {
    return ((Held) begin(append, List.of())).answer;
  }

  /** Waits until so many appends were handed over, since the store was made. */
  void awaitBegun(int count) {
    holds(count + " appends are handed over", () -> begun() >= count);
  }

  private synchronized int begun() {
    return begun;
  }

  /** Records what waits, and from now on everything at once. */
  synchronized void letGo() {
    holding = false;
    recordAll();
  }

  private void recordAll() {
    for (Held next = waiting.poll(); next != null; next = waiting.poll()) {
      next.record(store());
    }
  }
}
