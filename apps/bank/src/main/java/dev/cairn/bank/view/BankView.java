package dev.cairn.bank.view;

import dev.cairn.EventStore;
import dev.cairn.Position;
import dev.cairn.bank.account.AccountId;
import dev.cairn.flow.ProjectionPausedException;
import dev.cairn.flow.ProjectionTimeoutException;
import dev.cairn.flow.Projector;
import dev.cairn.flow.ProjectorOptions;
import dev.cairn.flow.SqliteView;
import dev.cairn.flow.StateFolder;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The accounts and their statements, kept up to date from the store on a thread of its own. The
 * file may be deleted while the bank is stopped: it comes back from the events. Thread-safe.
 */
public final class BankView implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger("dev.cairn.bank");

  private final SqliteView tables;
  private final Projector projector;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();

  private BankView(EventStore store, StateFolder state, SqliteView tables) {
    this.tables = tables;
    this.projector =
        Projector.steered(store, state, new AccountsProjection(), tables, ProjectorOptions.DEFAULT);
  }

  /**
   * Opens the view in that file, making it where it is missing, brings it level with the store, and
   * follows the store from there on. One that operators let rest is shown as it was. Operators see
   * and steer it as {@code bank.accounts}.
   *
   * @param state where it notes for them how far it is
   * @throws dev.cairn.flow.ViewUnusableException if the file cannot be used
   * @throws dev.cairn.flow.ProjectionFailedException if the view cannot be made, for example
   *     because the file belongs to another store
   */
  public static BankView open(EventStore store, StateFolder state, Path file) {
    BankView view = new BankView(store, state, SqliteView.open(file));
    try {
      view.follow();
      return view;
    } catch (RuntimeException e) {
      view.close();
      throw e;
    }
  }

  private void follow() {
    projector.onApplied(_ -> wake());
    try {
      var _ = projector.catchUp();
    } catch (ProjectionPausedException e) {
      LOG.log(Level.WARNING, "The accounts are shown as they were: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the view was brought up to date", e);
    }
    projector.start();
  }

  private void wake() {
    lock.lock();
    try {
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether it follows the store. */
  public boolean isRunning() {
    return projector.state().isRunning();
  }

  /** Everything up to and including this position is in the view. */
  public Position position() {
    return projector.applied();
  }

  /**
   * Waits until everything up to that position is in the view; false if that took longer.
   *
   * @throws dev.cairn.flow.ProjectionFailedException if the view failed
   * @throws dev.cairn.flow.ProjectionStoppedException if the view is closed
   */
  public boolean awaitApplied(Position position, Duration longest) {
    try {
      projector.awaitApplied(position, longest);
      return true;
    } catch (ProjectionTimeoutException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Waits for something behind that position, but no longer than that; returns how far it is. */
  public Position awaitBeyond(Position seen, Duration longest) throws InterruptedException {
    long left = longest.toNanos();
    lock.lockInterruptibly();
    try {
      while (!position().isAfter(seen) && left > 0) {
        left = moved.awaitNanos(left);
      }
      return position();
    } finally {
      lock.unlock();
    }
  }

  /** The accounts whose numbers follow that text, in the order of their numbers. */
  public List<AccountRow> accounts(String after, int limit) {
    return tables.read(database -> AccountQueries.page(database, after, limit));
  }

  /** An account. */
  public Optional<AccountRow> account(AccountId id) {
    return tables.read(database -> AccountQueries.one(database, id));
  }

  /** The accounts that changed behind that position, in the order in which they changed last. */
  public List<AccountRow> changed(Position after, int limit) {
    return tables.read(database -> AccountQueries.changed(database, after, limit));
  }

  /** The lines of an account's statement before the one of that number, newest first. */
  public List<StatementRow> statement(AccountId id, long before, int limit) {
    return tables.read(database -> AccountQueries.lines(database, id, before, limit));
  }

  /** Stops following and closes the file. */
  @Override
  public void close() {
    try (tables;
        projector) {
      // The projector first, whatever closing it throws.
    }
  }
}
