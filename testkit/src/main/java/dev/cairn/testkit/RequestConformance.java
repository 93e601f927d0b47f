package dev.cairn.testkit;

import static dev.cairn.testkit.StoreUnderTest.all;
import static dev.cairn.testkit.StoreUnderTest.event;
import static dev.cairn.testkit.StoreUnderTest.to;
import static dev.cairn.testkit.StoreUnderTest.types;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.ExpectedVersion;
import dev.cairn.RequestKey;
import dev.cairn.RequestReusedException;
import dev.cairn.WrongVersionException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** That a request has its effect once, however often it is sent. */
interface RequestConformance extends StoreUnderTest {

  private static RequestKey key(String id, String body) {
    return RequestKey.of(id, body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  default void aRepeatedRequestChangesNothingAndGetsTheFirstAnswer() {
    Append transfer =
        Append.to(A, ExpectedVersion.noStream(), event("Debited"), event("Noted"))
            .and(B, ExpectedVersion.noStream(), event("Credited"))
            .forRequest(key("transfer-1", "body"));

    AppendResult first = store().append(transfer);
    store().append(to(A, event("Later")));
    AppendResult second = store().append(transfer);

    assertFalse(first.repeated());
    assertTrue(second.repeated());
    assertSameAnswer(first, second);
    assertEquals(List.of("Debited", "Noted", "Credited", "Later"), types(all(store())));
  }

  @Test
  default void aRepeatedRequestIsKnownByItsKeyAlone() {
    RequestKey key = key("deposit-1", "body");
    AppendResult first = store().append(to(A, event("Deposited")).forRequest(key));

    AppendResult second = store().append(to(B, event("Different")).forRequest(key));

    assertTrue(second.repeated());
    assertSameAnswer(first, second);
    assertEquals(List.of("Deposited"), types(all(store())));
  }

  @Test
  default void aRequestIdUsedForAnotherBodyIsRefused() {
    AppendResult first = store().append(to(A, event("One")).forRequest(key("id-1", "one body")));
    RequestKey other = key("id-1", "another body");

    RequestReusedException refused =
        assertThrows(
            RequestReusedException.class,
            () -> store().append(to(A, event("Two")).forRequest(other)));

    assertEquals("id-1", refused.requestId());
    assertEquals(first.first(), refused.firstUse());
    assertThrows(RequestReusedException.class, () -> store().find(other));
    assertEquals(List.of("One"), types(all(store())));
  }

  @Test
  default void otherRequestIdsAreOtherRequests() {
    store().append(to(A, event("One")).forRequest(key("id-1", "same body")));
    AppendResult second = store().append(to(A, event("Two")).forRequest(key("id-2", "same body")));

    assertFalse(second.repeated());
    assertEquals(List.of("One", "Two"), types(all(store())));
  }

  @Test
  default void theAnswerOfARequestCanBeFound() {
    RequestKey key = key("id-1", "body");
    assertEquals(Optional.empty(), store().find(key));

    AppendResult answer = store().append(to(A, event("One"), event("Two")).forRequest(key));

    assertSameAnswer(answer, store().find(key).orElseThrow());
    assertEquals(Optional.empty(), store().find(key("id-2", "body")));
  }

  @Test
  default void aRefusedRequestMayBeSentAgain() {
    RequestKey key = key("id-1", "body");
    Append early = Append.to(A, ExpectedVersion.streamExists(), event("Two")).forRequest(key);
    assertThrows(WrongVersionException.class, () -> store().append(early));
    assertEquals(Optional.empty(), store().find(key));

    store().append(to(A, event("One")));
    AppendResult result = store().append(early);

    assertFalse(result.repeated());
    assertEquals(List.of("One", "Two"), types(all(store())));
  }

  @Test
  default void aRequestIdMayBeAnyName() {
    for (String id : List.of("x", "\"quoted\" \\ {}", "päckchen-📦", "é".repeat(127))) {
      RequestKey key = key(id, "body");
      AppendResult answer = store().append(to(A, event("One")).forRequest(key));
      assertSameAnswer(answer, store().find(key).orElseThrow());
    }
  }

  private static void assertSameAnswer(AppendResult expected, AppendResult actual) {
    assertEquals(expected.first(), actual.first());
    assertEquals(expected.last(), actual.last());
    assertEquals(expected.versions(), actual.versions());
  }
}
