package dev.cairn.testkit;

import static dev.cairn.testkit.StoreUnderTest.all;
import static dev.cairn.testkit.StoreUnderTest.event;
import static dev.cairn.testkit.StoreUnderTest.to;
import static dev.cairn.testkit.StoreUnderTest.types;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.Append;
import dev.cairn.AppendCondition;
import dev.cairn.EventType;
import dev.cairn.EventsMatchedException;
import dev.cairn.ExpectedVersion;
import dev.cairn.Position;
import dev.cairn.Query;
import dev.cairn.Tag;
import dev.cairn.Version;
import dev.cairn.WrongVersionException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which appends go through, which are refused, and that a refused one leaves nothing. */
interface ConditionConformance extends StoreUnderTest {

  /** Every expectation, against a stream of no events and one of two. */
  @Test
  default void aStreamIsJudgedByEveryExpectation() {
    ExpectedVersion any = ExpectedVersion.any();
    ExpectedVersion none = ExpectedVersion.noStream();
    ExpectedVersion exists = ExpectedVersion.streamExists();

    accepts(Version.NONE, any);
    accepts(Version.NONE, none);
    refuses(Version.NONE, exists);
    accepts(Version.NONE, ExpectedVersion.exactly(Version.NONE));
    refuses(Version.NONE, ExpectedVersion.exactly(Version.of(1)));

    accepts(Version.of(2), any);
    refuses(Version.of(2), none);
    accepts(Version.of(2), exists);
    refuses(Version.of(2), ExpectedVersion.exactly(Version.NONE));
    refuses(Version.of(2), ExpectedVersion.exactly(Version.of(1)));
    accepts(Version.of(2), ExpectedVersion.exactly(Version.of(2)));
    refuses(Version.of(2), ExpectedVersion.exactly(Version.of(3)));
    refuses(Version.of(2), ExpectedVersion.exactly(Version.LATEST));
  }

  private void accepts(Version actual, ExpectedVersion expected) {
    try (var store = storeWith(dev.cairn.Limits.DEFAULT)) {
      for (int i = 0; i < actual.number(); i++) {
        store.append(to(A, event("Earlier")));
      }
      AppendCondition condition = new AppendCondition.StreamVersion(A, expected);
      store.append(to(B, event("Elsewhere")).under(condition));
      store.append(Append.to(A, expected, event("New")));
      assertEquals(actual.next(), store.version(A), () -> expected + " of version " + actual);
    }
  }

  private void refuses(Version actual, ExpectedVersion expected) {
    try (var store = storeWith(dev.cairn.Limits.DEFAULT)) {
      for (int i = 0; i < actual.number(); i++) {
        store.append(to(A, event("Earlier")));
      }
      AppendCondition condition = new AppendCondition.StreamVersion(A, expected);
      for (Append append :
          List.of(
              Append.to(A, expected, event("New")),
              to(B, event("Elsewhere")).under(condition),
              Append.of(List.of()).under(condition))) {
        WrongVersionException refused =
            assertThrows(
                WrongVersionException.class,
                () -> store.append(append),
                () -> expected + " of version " + actual);
        assertEquals(A, refused.stream());
        assertEquals(expected, refused.expected());
        assertEquals(actual, refused.actual());
      }
      assertEquals(actual.number(), all(store).size());
    }
  }

  @Test
  default void oneFailedConditionRefusesTheWholeAppend() {
    store().append(to(B, event("Opened")));

    WrongVersionException refused =
        assertThrows(
            WrongVersionException.class,
            () ->
                store()
                    .append(
                        Append.to(A, ExpectedVersion.noStream(), event("Debited"))
                            .and(B, ExpectedVersion.noStream(), event("Credited"))));

    assertEquals(B, refused.stream());
    assertEquals(List.of("Opened"), types(all(store())));
    assertEquals(Version.NONE, store().version(A));
  }

  @Test
  default void conditionsOnSeveralStreamsHoldTogether() {
    store().append(to(A, event("Opened")));
    store().append(to(B, event("Opened")));

    store()
        .append(
            Append.to(A, ExpectedVersion.exactly(Version.of(1)), event("Debited"))
                .and(B, ExpectedVersion.exactly(Version.of(1)), event("Credited"))
                .under(new AppendCondition.StreamVersion(C, ExpectedVersion.noStream())));

    assertEquals(List.of("Opened", "Opened", "Debited", "Credited"), types(all(store())));
  }

  @Test
  default void aStreamIsJudgedAsItWasBeforeTheAppend() {
    store()
        .append(
            Append.to(A, ExpectedVersion.noStream(), event("One"))
                .and(A, ExpectedVersion.noStream(), event("Two")));

    assertEquals(Version.of(2), store().version(A));
  }

  @Test
  default void anEventThatAnswersTheQueryRefusesTheAppend() {
    Position before = store().append(to(A, event("Seen"))).last();
    Position match = store().append(to(B, event("Taken"))).first();
    store().append(to(B, event("Taken")));
    Query query = Query.types(EventType.of("Taken"));

    EventsMatchedException refused =
        assertThrows(
            EventsMatchedException.class,
            () -> store().append(to(A, event("Claimed")).failIfEventsMatch(query, before)));

    assertEquals(query, refused.query());
    assertEquals(before, refused.after());
    refused.firstMatch().ifPresent(first -> assertEquals(match, first));
    assertEquals(List.of("Seen", "Taken", "Taken"), types(all(store())));
  }

  @Test
  default void eventsUpToAndIncludingThePositionDoNotCount() {
    store().append(to(A, event("Taken")));
    Position last = store().append(to(B, event("Taken"))).last();
    Query query = Query.types(EventType.of("Taken"));

    assertThrows(
        EventsMatchedException.class,
        () -> store().append(to(A, event("Early")).failIfEventsMatch(query, Position.START)));
    appendWithoutMatch(to(A, event("Claimed")).failIfEventsMatch(query, last));
  }

  @Test
  default void theEventsOfAnAppendDoNotCountAgainstItself() {
    Query query = Query.types(EventType.of("Taken"));

    appendWithoutMatch(to(A, event("Taken")).failIfEventsMatch(query, store().head()));

    assertThrows(
        EventsMatchedException.class,
        () -> store().append(to(B, event("Taken")).failIfEventsMatch(query, Position.START)));
  }

  @Test
  default void aMatchHasAnyOfTheTypesAndAllOfTheTagsOfOneItem() {
    Tag red = Tag.of("colour:red");
    Tag large = Tag.of("size:large");
    store().append(to(A, event("Painted").withTags(red, Tag.of("more"))));
    store().append(to(A, event("Grown").withTags(large)));
    EventType painted = EventType.of("Painted");
    EventType grown = EventType.of("Grown");

    assertMatches(Query.tags(red));
    assertMatches(Query.of(Set.of(painted, EventType.of("Other")), Set.of(red)));
    assertMatches(Query.types(EventType.of("Other")).or(Query.of(Set.of(grown), Set.of(large))));
    assertNoMatch(Query.tags(red, large));
    assertNoMatch(Query.of(Set.of(grown), Set.of(red)));
    assertNoMatch(Query.types(EventType.of("painted")));
    assertNoMatch(Query.tags(Tag.of("colour:re")));
  }

  private void assertMatches(Query query) {
    Append check = Append.of(List.of()).failIfEventsMatch(query, Position.START);
    assertThrows(EventsMatchedException.class, () -> store().append(check), query::toString);
  }

  private void assertNoMatch(Query query) {
    appendWithoutMatch(Append.of(List.of()).failIfEventsMatch(query, Position.START));
  }

  /** Only a store whose queries are not exact may refuse this. */
  private void appendWithoutMatch(Append append) {
    try {
      store().append(append);
    } catch (EventsMatchedException e) {
      assertFalse(store().exactQueries(), "refused without a match: " + e.getMessage());
    }
  }

  @Test
  default void versionsAndQueriesAreCheckedTogether() {
    store().append(to(A, event("Taken")));
    Query query = Query.types(EventType.of("Taken"));

    assertThrows(
        EventsMatchedException.class,
        () ->
            store()
                .append(
                    Append.to(B, ExpectedVersion.noStream(), event("Claimed"))
                        .failIfEventsMatch(query, Position.START)));
    assertThrows(
        WrongVersionException.class,
        () ->
            store()
                .append(
                    Append.to(B, ExpectedVersion.streamExists(), event("Claimed"))
                        .failIfEventsMatch(query, store().head())));
    assertEquals(List.of("Taken"), types(all(store())));
  }
}
