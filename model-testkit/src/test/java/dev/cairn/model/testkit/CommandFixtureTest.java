package dev.cairn.model.testkit;

import static dev.cairn.model.testkit.account.AccountDecider.ACCOUNT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Version;
import dev.cairn.model.testkit.account.Account;
import dev.cairn.model.testkit.account.AccountCommand.Deposit;
import dev.cairn.model.testkit.account.AccountCommand.Withdraw;
import dev.cairn.model.testkit.account.AccountEvent;
import dev.cairn.model.testkit.account.AccountEvent.AccountOpened;
import dev.cairn.model.testkit.account.AccountEvent.FundsDeposited;
import dev.cairn.model.testkit.account.AccountEvent.FundsWithdrawn;
import dev.cairn.model.testkit.account.AccountRefusal.InsufficientFunds;
import dev.cairn.testkit.InMemoryEventStore;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class CommandFixtureTest {

  private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void otherWritersSneakInAsOftenAsTheTestSays() {
    CommandFixture.of(ACCOUNT)
        .given(new AccountOpened(50))
        .whileOthersRecord(3, new FundsDeposited(1), new FundsDeposited(1))
        .when(new Withdraw(56))
        .thenRefused(InsufficientFunds.class)
        .thenConflicts(0)
        .thenVersion(1);
    CommandFixture.of(ACCOUNT)
        .given(new AccountOpened(50))
        .whileOthersRecord(3, new FundsDeposited(1), new FundsDeposited(1))
        .when(new Withdraw(50))
        .thenConflicts(3)
        .thenEvents(new FundsWithdrawn(50))
        .thenState(Account.open(6))
        .thenVersion(8);
  }

  @Test
  void aCommandIsGivenUpAfterTheAttemptsThatTheTestAllows() {
    CommandFixture.of(ACCOUNT)
        .given(new AccountOpened(50))
        .whileOthersRecord(2, new FundsDeposited(1))
        .withAttempts(2)
        .when(new Withdraw(50))
        .thenConflictsExhausted()
        .thenConflicts(2)
        .thenVersion(3);
  }

  @Test
  void itIsTheTimeThatTheTestSays() {
    CommandFixture.of(ACCOUNT)
        .at(NEW_YEAR)
        .given(new AccountOpened(50))
        .after(Duration.ofDays(1))
        .when(new Deposit(1))
        .thenRecordedAt(NEW_YEAR.plus(Duration.ofDays(1)));
  }

  @Test
  void everyExpectationFailsWhereItIsNotMet() {
    CommandOutcome<Account, AccountEvent> outcome =
        CommandFixture.of(ACCOUNT)
            .given(new AccountOpened(50))
            .whileOthersRecord(1, new FundsDeposited(1))
            .when(new Withdraw(5));
    assertFails("expected  0 conflicts\n  actual    1 conflicts", () -> outcome.thenConflicts(0));
    assertFails("expected  given up", outcome::thenConflictsExhausted);
    assertFails("expected  version 2\n  actual    version 3", () -> outcome.thenVersion(2));
    assertFails("recorded at 2026-01-01", () -> outcome.thenRecordedAt(NEW_YEAR));
    assertFails("balance=45", () -> outcome.thenState(Account.open(45)));
  }

  @Test
  void aCommandThatWasGivenUpMeetsNoOtherExpectation() {
    CommandOutcome<Account, AccountEvent> outcome =
        CommandFixture.of(ACCOUNT)
            .given(new AccountOpened(50))
            .whileOthersRecord(1, new FundsDeposited(1))
            .withAttempts(1)
            .when(new Withdraw(5));
    assertFails("given up after 1 attempts", outcome::thenNothing);
    assertFails("given up after 1 attempts", () -> outcome.thenState(Account.open(50)));
    assertFails("recorded at []", () -> outcome.thenRecordedAt(NEW_YEAR));
  }

  @Test
  void asynchronousAppendsAreContendedToo() {
    InMemoryEventStore store = new InMemoryEventStore();
    ContendedStore contended =
        new ContendedStore(store, 1, behind -> behind.append(deposit(Version.NONE)));

    assertTrue(contended.appendAsync(deposit(Version.NONE)).isCompletedExceptionally());
    assertEquals(1, contended.conflicts());
    contended.appendAsync(deposit(Version.FIRST)).join();
    assertEquals(1, contended.conflicts());
  }

  private static Append deposit(Version expected) {
    return Append.to(
        ACCOUNT.stream("1"),
        ExpectedVersion.exactly(expected),
        NewEvent.of("FundsDeposited", "{\"amount\":1}"));
  }

  private static void assertFails(String message, Executable expectation) {
    AssertionError failure = assertThrows(AssertionError.class, expectation);
    assertTrue(failure.toString().contains(message), failure::toString);
  }
}
