package dev.cairn.bank.view;

import dev.cairn.RecordedEvent;
import dev.cairn.bank.account.Account;
import dev.cairn.bank.account.AccountEvent;
import dev.cairn.bank.account.AccountEvent.AccountOpened;
import dev.cairn.bank.account.AccountEvent.FundsDeposited;
import dev.cairn.bank.account.AccountEvent.FundsWithdrawn;
import dev.cairn.bank.account.AccountEvent.TransferReceived;
import dev.cairn.bank.account.AccountEvent.TransferSent;
import dev.cairn.bank.view.StatementRow.Kind;
import dev.cairn.flow.ProjectionSession;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The tables and how an event changes them. Positions are kept as their sequence, as the bank's
 * store has one partition; a stored event that says several things gives several lines of one
 * position and version.
 */
final class AccountTables implements ProjectionSession {

  private static final String ACCOUNTS =
      """
      CREATE TABLE accounts (
        id TEXT PRIMARY KEY, customer INTEGER NOT NULL, owner TEXT NOT NULL,
        currency TEXT NOT NULL, balance INTEGER NOT NULL, opened TEXT NOT NULL,
        lines INTEGER NOT NULL, version INTEGER NOT NULL, position INTEGER NOT NULL
      ) WITHOUT ROWID
      """;
  private static final String CHANGES = "CREATE INDEX accounts_by_position ON accounts (position)";
  private static final String STATEMENT =
      """
      CREATE TABLE statement (
        account TEXT NOT NULL, line INTEGER NOT NULL, version INTEGER NOT NULL,
        position INTEGER NOT NULL, time TEXT NOT NULL, kind TEXT NOT NULL,
        amount INTEGER NOT NULL, balance INTEGER NOT NULL, counterpart TEXT NOT NULL,
        reference TEXT NOT NULL, PRIMARY KEY (account, line)
      ) WITHOUT ROWID
      """;
  private static final String OPEN =
      """
      INSERT INTO accounts (id, customer, owner, currency, balance, opened, lines, version, position)
      VALUES (?, ?, ?, ?, 0, ?, 0, 0, 0)
      """;
  private static final String CHANGE =
      """
      UPDATE accounts SET balance = balance + ?, lines = lines + 1, version = ?, position = ?
      WHERE id = ?
      """;
  private static final String LINE =
      """
      INSERT INTO statement
        (version, position, time, kind, amount, counterpart, reference, account, line, balance)
      SELECT ?, ?, ?, ?, ?, ?, ?, id, lines, balance FROM accounts WHERE id = ?
      """;

  /** What an event means for the balance and the statement. */
  private record Change(Kind kind, long amount, String counterpart, String reference) {}

  private final PreparedStatement open;
  private final PreparedStatement change;
  private final PreparedStatement line;

  private AccountTables(PreparedStatement open, PreparedStatement change, PreparedStatement line) {
    this.open = open;
    this.change = change;
    this.line = line;
  }

  static void create(Connection database) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(ACCOUNTS);
      statement.execute(CHANGES);
      statement.execute(STATEMENT);
    }
  }

  static AccountTables open(Connection database) throws SQLException {
    return new AccountTables(
        database.prepareStatement(OPEN),
        database.prepareStatement(CHANGE),
        database.prepareStatement(LINE));
  }

  @Override
  public void apply(RecordedEvent recorded) throws SQLException {
    for (AccountEvent event : Account.TYPE.codec().decode(recorded)) {
      if (event instanceof AccountOpened opened) {
        insertAccount(recorded, opened);
      }
      Change meaning = change(event);
      updateAccount(recorded, meaning);
      insertLine(recorded, meaning);
    }
  }

  private static Change change(AccountEvent event) {
    return switch (event) {
      case AccountOpened _ -> new Change(Kind.OPENED, 0, "", "");
      case FundsDeposited in -> new Change(Kind.DEPOSIT, in.amount(), "", in.reference());
      case FundsWithdrawn out -> new Change(Kind.WITHDRAWAL, -out.amount(), "", out.reference());
      case TransferSent out ->
          new Change(Kind.TRANSFER_SENT, -out.amount(), out.to(), out.reference());
      case TransferReceived in ->
          new Change(Kind.TRANSFER_RECEIVED, in.amount(), in.from(), in.reference());
    };
  }

  private void insertAccount(RecordedEvent recorded, AccountOpened opened) throws SQLException {
    open.setString(1, number(recorded));
    open.setLong(2, opened.customer());
    open.setString(3, opened.owner().toString());
    open.setString(4, opened.currency().getCurrencyCode());
    open.setString(5, recorded.timestamp().toString());
    open.executeUpdate();
  }

  private void updateAccount(RecordedEvent recorded, Change meaning) throws SQLException {
    change.setLong(1, meaning.amount());
    change.setLong(2, recorded.version().number());
    change.setLong(3, recorded.position().sequence());
    change.setString(4, number(recorded));
    change.executeUpdate();
  }

  private void insertLine(RecordedEvent recorded, Change meaning) throws SQLException {
    line.setLong(1, recorded.version().number());
    line.setLong(2, recorded.position().sequence());
    line.setString(3, recorded.timestamp().toString());
    line.setString(4, meaning.kind().code());
    line.setLong(5, meaning.amount());
    line.setString(6, meaning.counterpart());
    line.setString(7, meaning.reference());
    line.setString(8, number(recorded));
    line.executeUpdate();
  }

  private static String number(RecordedEvent recorded) {
    return recorded.stream().value().substring(Account.TYPE.category().length() + 1);
  }

  @Override
  public void close() throws SQLException {
    try (open;
        change;
        line) {
      // Each of the three is closed, whatever closing another one throws.
    }
  }
}
