package dev.cairn.testkit;

import static dev.cairn.testkit.StoreUnderTest.all;
import static dev.cairn.testkit.StoreUnderTest.event;
import static dev.cairn.testkit.StoreUnderTest.numbered;
import static dev.cairn.testkit.StoreUnderTest.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.DuplicateEventException;
import dev.cairn.EventType;
import dev.cairn.EventsMatchedException;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.Query;
import dev.cairn.RequestKey;
import dev.cairn.Version;
import dev.cairn.WrongVersionException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Appends handed over without waiting: a store that commits several at once must judge each as if
 * it came alone.
 */
interface PipelineConformance extends StoreUnderTest {

  /** How many appends wait at once: few enough for every store's queue. */
  int WAITING = 64;

  @Test
  default void appendsOfOneThreadAreRecordedInItsOrder() throws Exception {
    await(IntStream.range(0, WAITING).mapToObj(i -> to(A, numbered(i))).toList());

    assertEquals(
        IntStream.range(0, WAITING).mapToObj(Integer::toString).toList(),
        all(store()).stream().map(event -> event.data().text()).toList());
  }

  @Test
  default void anAppendSeesTheVersionsOfTheOnesBeforeIt() throws Exception {
    List<Append> chain = new ArrayList<>();
    for (int i = 0; i < WAITING; i++) {
      chain.add(Append.to(A, ExpectedVersion.exactly(Version.of(i)), numbered(i)));
    }

    await(chain);

    assertEquals(Version.of(WAITING), store().version(A));
  }

  @Test
  default void oneOfManyThatExpectTheSameVersionGoesThrough() throws Exception {
    onlyTheFirstGoesThrough(
        IntStream.range(0, WAITING)
            .mapToObj(i -> Append.to(A, ExpectedVersion.noStream(), numbered(i)))
            .toList(),
        WrongVersionException.class);
  }

  @Test
  default void oneOfManyThatForbidTheSameEventGoesThrough() throws Exception {
    Query query = Query.types(EventType.of("Counted"));
    onlyTheFirstGoesThrough(
        IntStream.range(0, WAITING)
            .mapToObj(i -> to(A, numbered(i)).failIfEventsMatch(query, Position.START))
            .toList(),
        EventsMatchedException.class);
  }

  @Test
  default void oneOfManyWithTheSameEventIdGoesThrough() throws Exception {
    NewEvent same = numbered(0);
    onlyTheFirstGoesThrough(
        IntStream.range(0, WAITING).mapToObj(_ -> to(A, same)).toList(),
        DuplicateEventException.class);
  }

  @Test
  default void aRequestThatIsSentManyTimesIsRecordedOnce() throws Exception {
    RequestKey key = RequestKey.of("request-1", new byte[] {1});

    List<AppendResult> results =
        await(
            IntStream.range(0, WAITING).mapToObj(i -> to(A, numbered(i)).forRequest(key)).toList());

    assertEquals(1, all(store()).size());
    assertEquals(1, results.stream().filter(result -> !result.repeated()).count());
    assertEquals(1, results.stream().map(AppendResult::last).distinct().count());
  }

  @Test
  default void aRefusedAppendDisturbsNoneBesideIt() throws Exception {
    List<CompletableFuture<AppendResult>> good = new ArrayList<>();
    List<CompletableFuture<AppendResult>> bad = new ArrayList<>();
    for (int i = 0; i < WAITING / 2; i++) {
      good.add(store().appendAsync(to(A, numbered(i))));
      bad.add(
          store()
              .appendAsync(
                  to(A, event("Lost"), event("Lost"))
                      .and(B, ExpectedVersion.streamExists(), event("Lost"))));
    }

    for (int i = 0; i < WAITING / 2; i++) {
      assertEquals(Version.of(i + 1L), good.get(i).get(10, TimeUnit.SECONDS).version(A));
      assertInstanceOf(WrongVersionException.class, failure(bad.get(i)));
    }
    assertEquals(WAITING / 2, all(store()).size());
  }

  private void onlyTheFirstGoesThrough(List<Append> appends, Class<? extends Throwable> refusal)
      throws Exception {
    List<CompletableFuture<AppendResult>> futures =
        appends.stream().map(store()::appendAsync).toList();

    assertEquals(Version.of(1), futures.getFirst().get(10, TimeUnit.SECONDS).version(A));
    for (CompletableFuture<AppendResult> other : futures.subList(1, futures.size())) {
      assertInstanceOf(refusal, failure(other));
    }
    assertEquals("0", all(store()).getFirst().data().text());
    assertEquals(1, all(store()).size());
  }

  private static Throwable failure(CompletableFuture<AppendResult> future) {
    ExecutionException failed =
        assertThrows(ExecutionException.class, () -> future.get(10, TimeUnit.SECONDS));
    return java.util.Objects.requireNonNull(failed.getCause());
  }

  private List<AppendResult> await(List<Append> appends) throws Exception {
    List<CompletableFuture<AppendResult>> futures =
        appends.stream().map(store()::appendAsync).toList();
    List<AppendResult> results = new ArrayList<>();
    for (CompletableFuture<AppendResult> future : futures) {
      results.add(future.get(10, TimeUnit.SECONDS));
    }
    return results;
  }
}
