package dev.cairn.testkit;

import static dev.cairn.testkit.StoreUnderTest.all;
import static dev.cairn.testkit.StoreUnderTest.event;
import static dev.cairn.testkit.StoreUnderTest.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.AppendCondition;
import dev.cairn.AppendResult;
import dev.cairn.ExpectedVersion;
import dev.cairn.Limits;
import dev.cairn.PendingAppend;
import dev.cairn.Position;
import dev.cairn.PrecedingAppendException;
import dev.cairn.RequestKey;
import dev.cairn.Version;
import dev.cairn.WrongVersionException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Appends that follow others: they take effect only if those do. */
interface FollowingConformance extends StoreUnderTest {

  private Append expecting(long version, String... types) {
    Append append = Append.of(List.of());
    for (String type : types) {
      append = append.and(A, ExpectedVersion.any(), event(type));
    }
    return append.under(
        new AppendCondition.StreamVersion(A, ExpectedVersion.exactly(Version.of(version))));
  }

  private PendingAppend begin(Append append, PendingAppend... after) {
    return store().begin(append, List.of(after));
  }

  private List<String> types() {
    return all(store()).stream().map(event -> event.type().value()).toList();
  }

  @Test
  default void appendsThatFollowEachOtherAreAllRecorded() {
    List<PendingAppend> begun = new ArrayList<>();
    for (int i = 0; i < PipelineConformance.WAITING; i++) {
      Append next = expecting(i, "Counted");
      begun.add(i == 0 ? begin(next) : begin(next, begun.getLast()));
    }

    for (int i = 0; i < begun.size(); i++) {
      AppendResult result = begun.get(i).await();
      assertEquals(Version.of(i + 1L), result.version(A));
      assertFalse(result.repeated());
    }
    assertEquals(Version.of(begun.size()), store().version(A));
  }

  @Test
  default void whatFollowsARefusedAppendIsRefusedThoughItsVersionFits() {
    store().append(to(A, event("Opened")));
    PendingAppend refused = begin(expecting(0, "Lost"));
    PendingAppend follower = begin(expecting(1, "Lost"), refused);
    PendingAppend second = begin(expecting(1, "Lost"), follower);

    assertThrows(WrongVersionException.class, refused::await);
    assertThrows(PrecedingAppendException.class, follower::await);
    assertThrows(PrecedingAppendException.class, second::await);
    assertEquals(List.of("Opened"), types());
  }

  @Test
  default void whatFollowsARepeatedRequestIsRefused() {
    RequestKey key = RequestKey.of("request-1", new byte[] {1});
    store().append(to(A, event("Opened")).forRequest(key));
    PendingAppend repeated = begin(to(A, event("Opened")).forRequest(key));
    PendingAppend follower = begin(expecting(1, "Lost"), repeated);

    assertTrue(repeated.await().repeated());
    assertThrows(PrecedingAppendException.class, follower::await);
    assertEquals(List.of("Opened"), types());
  }

  @Test
  default void anAppendMayFollowSeveralAndNeedsThemAll() {
    PendingAppend good = begin(to(A, event("Opened")));
    PendingAppend other = begin(to(B, event("Opened")));
    PendingAppend bad = begin(to(A, event("Lost")).and(B, ExpectedVersion.noStream()));
    PendingAppend followsGood = begin(to(A, event("Closed")), good, other);
    PendingAppend followsBad = begin(to(A, event("Lost")), good, bad);

    good.await();
    other.await();
    assertThrows(WrongVersionException.class, bad::await);
    followsGood.await();
    assertThrows(PrecedingAppendException.class, followsBad::await);
    assertEquals(List.of("Opened", "Opened", "Closed"), types());
  }

  @Test
  default void anAppendMayFollowOneThatWasAnsweredLongAgo() {
    PendingAppend first = begin(to(A, event("Opened")));
    first.await();
    store().append(to(B, event("Opened")));

    assertEquals(Version.of(2), begin(expecting(1, "Closed"), first).await().version(A));
  }

  @Test
  default void anAppendWithoutEventsTellsWhetherThoseBeforeTookEffect() {
    PendingAppend good = begin(to(A, event("Opened")));
    PendingAppend told = begin(expecting(1), good);
    PendingAppend bad = begin(expecting(0, "Lost"));
    PendingAppend untold = begin(expecting(1), bad);

    good.await();
    assertEquals(store().head(), told.await().last());
    assertThrows(WrongVersionException.class, bad::await);
    assertThrows(PrecedingAppendException.class, untold::await);
    assertEquals(Position.of(1), store().head());
  }

  @Test
  default void anAppendOfAnotherStoreCannotBeFollowed() {
    PendingAppend foreign = storeWith(Limits.DEFAULT).begin(to(A, event("Opened")), List.of());
    foreign.await();

    assertThrows(IllegalArgumentException.class, () -> begin(to(A, event("Lost")), foreign));
    assertEquals(Position.START, store().head());
  }
}
