package dev.cairn.log.internal;

import static dev.cairn.testkit.Eventually.holds;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.StreamId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class PendingTest {

  private static final EncodedAppend APPEND =
      EncodedAppend.of(
          Append.to(StreamId.of("a-1"), ExpectedVersion.any(), NewEvent.of("E", "{}")));
  private static final AppendResult RESULT =
      new AppendResult(Position.of(1), Position.of(1), Map.of(), false);

  /** A caller that waits when it is told to. */
  private static final class Caller {

    private final CompletableFuture<Pending.Awaited> made = new CompletableFuture<>();
    private final CompletableFuture<Boolean> waits = new CompletableFuture<>();
    private final Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              Pending.Awaited own = new Pending.Awaited(APPEND, List.of());
              made.complete(own);
              waits.join();
              own.await();
            });

    void await() {
      waits.complete(true);
      holds(
          "the caller waits or is gone",
          () ->
              thread.getState() == Thread.State.WAITING
                  || thread.getState() == Thread.State.TERMINATED);
    }
  }

  private static Pending.Answer answer(Pending pending) {
    return new Pending.Answer(pending, RESULT, null);
  }

  @Test
  void aCallerThatSeesItsAnswerBeforeItSleepsWakesThoseBehindItAfterTheyHaveTheirs() {
    Caller first = new Caller();
    Caller second = new Caller();
    Pending.Promised between = new Pending.Promised(APPEND);
    var _ = between.future().thenRun(first::await); // In the thread that answers.
    Pending.Awaited one = first.made.join();
    Pending.Awaited two = second.made.join();
    second.await();

    Pending.answer(List.of(answer(one), answer(between), answer(two)));

    holds("both are gone", () -> !first.thread.isAlive() && !second.thread.isAlive());
  }
}
