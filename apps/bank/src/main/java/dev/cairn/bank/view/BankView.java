package dev.cairn.bank.view;

import dev.cairn.EventReader;
import dev.cairn.Position;
import dev.cairn.Version;
import dev.cairn.bank.account.AccountId;
import dev.cairn.flow.SqlQuery;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The accounts and their statements, kept up to date from the store on a thread of its own. The
 * file may be deleted while the bank is stopped: it comes back from the events. Thread-safe.
 */
public final class BankView implements AutoCloseable {

  private final ViewRunner runner;

  private BankView(ViewRunner runner) {
    this.runner = runner;
  }

  /**
   * Opens the view in that file, making it where it is missing, and starts to follow the store.
   *
   * @throws ViewFailedException if the file cannot be used
   */
  public static BankView open(EventReader store, Path file) {
    try {
      return new BankView(new ViewRunner(store, file, new AccountsProjection()));
    } catch (SQLException e) {
      throw new ViewFailedException(file.toString(), e);
    }
  }

  /** Whether it follows the store. */
  public boolean isRunning() {
    return runner.isRunning();
  }

  /** Everything up to and including this position is in the view. */
  public Position position() {
    return runner.applied();
  }

  /**
   * Waits until everything up to that position is in the view; false if it took longer than that.
   */
  public boolean awaitApplied(Position position, Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    try {
      Position applied = position();
      while (position.isAfter(applied)) {
        long left = end - System.nanoTime();
        if (left <= 0 || !isRunning()) {
          return false;
        }
        applied = runner.awaitBeyond(applied, Duration.ofNanos(left));
      }
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Waits for something behind that position, but no longer than that; returns how far it is. */
  public Position awaitBeyond(Position seen, Duration longest) throws InterruptedException {
    return runner.awaitBeyond(seen, longest);
  }

  /** The accounts whose numbers follow that text, in the order of their numbers. */
  public List<AccountRow> accounts(String after, int limit) {
    return read(database -> AccountQueries.page(database, after, limit));
  }

  /** An account. */
  public Optional<AccountRow> account(AccountId id) {
    return read(database -> AccountQueries.one(database, id));
  }

  /** The accounts that changed behind that position, in the order in which they changed last. */
  public List<AccountRow> changed(Position after, int limit) {
    return read(database -> AccountQueries.changed(database, after, limit));
  }

  /** The lines of an account's statement below that version, newest first. */
  public List<StatementRow> statement(AccountId id, Version before, int limit) {
    return read(database -> AccountQueries.lines(database, id, before, limit));
  }

  private <T> T read(SqlQuery<T> query) {
    try {
      return runner.read(query);
    } catch (SQLException e) {
      throw new ViewFailedException("the accounts", e);
    }
  }

  /** Stops following and closes the file. */
  @Override
  public void close() {
    try {
      runner.close();
    } catch (SQLException e) {
      throw new ViewFailedException("the accounts", e);
    }
  }
}
