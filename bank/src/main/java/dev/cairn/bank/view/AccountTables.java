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
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The tables and how an event changes them. An event that was applied already changes nothing,
 * because it has its line in the statement by then. Positions are kept as their sequence: the bank's
 * store has one partition and no upcaster splits its events.
 */
final class AccountTables {

  private static final String ACCOUNTS =
      """
      CREATE TABLE IF NOT EXISTS accounts (
        id TEXT PRIMARY KEY, customer INTEGER NOT NULL, owner TEXT NOT NULL,
        currency TEXT NOT NULL, balance INTEGER NOT NULL, opened TEXT NOT NULL,
        version INTEGER NOT NULL, position INTEGER NOT NULL
      ) WITHOUT ROWID
      """;
  private static final String CHANGES =
      "CREATE INDEX IF NOT EXISTS accounts_by_position ON accounts (position)";
  private static final String STATEMENT =
      """
      CREATE TABLE IF NOT EXISTS statement (
        account TEXT NOT NULL, version INTEGER NOT NULL, position INTEGER NOT NULL,
        time TEXT NOT NULL, kind TEXT NOT NULL, amount INTEGER NOT NULL,
        balance INTEGER NOT NULL, counterpart TEXT NOT NULL, reference TEXT NOT NULL,
        PRIMARY KEY (account, version)
      ) WITHOUT ROWID
      """;
  private static final String OPEN =
      """
      INSERT INTO accounts (id, customer, owner, currency, balance, opened, version, position)
      VALUES (?, ?, ?, ?, 0, ?, 0, 0) ON CONFLICT DO NOTHING
      """;
  private static final String CHANGE =
      """
      UPDATE accounts SET balance = balance + ?1, version = ?2, position = ?3
      WHERE id = ?4 AND version < ?2
      """;
  private static final String LINE =
      """
      INSERT INTO statement
        (account, version, position, time, kind, amount, balance, counterpart, reference)
      SELECT id, ?1, ?2, ?3, ?4, ?5, balance, ?6, ?7 FROM accounts WHERE id = ?8
      ON CONFLICT DO NOTHING
      """;

  /** What an event means for the balance and the statement. */
  private record Change(Kind kind, long amount, String counterpart, String reference) {}

  private AccountTables() {}

  static void create(Connection database) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(ACCOUNTS);
      statement.execute(CHANGES);
      statement.execute(STATEMENT);
    }
  }

  static void apply(Connection database, RecordedEvent recorded) throws SQLException {
    for (AccountEvent event : Account.TYPE.codec().decode(recorded)) {
      if (event instanceof AccountOpened opened) {
        open(database, recorded, opened);
      }
      change(database, recorded, change(event));
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

  private static void open(Connection database, RecordedEvent recorded, AccountOpened opened)
      throws SQLException {
    try (PreparedStatement insert = database.prepareStatement(OPEN)) {
      insert.setString(1, number(recorded));
      insert.setLong(2, opened.customer());
      insert.setString(3, opened.owner());
      insert.setString(4, opened.currency().getCurrencyCode());
      insert.setString(5, recorded.timestamp().toString());
      insert.executeUpdate();
    }
  }

  private static void change(Connection database, RecordedEvent recorded, Change change)
      throws SQLException {
    try (PreparedStatement update = database.prepareStatement(CHANGE)) {
      update.setLong(1, change.amount());
      update.setLong(2, recorded.version().number());
      update.setLong(3, recorded.position().sequence());
      update.setString(4, number(recorded));
      update.executeUpdate();
    }
    try (PreparedStatement insert = database.prepareStatement(LINE)) {
      insert.setLong(1, recorded.version().number());
      insert.setLong(2, recorded.position().sequence());
      insert.setString(3, recorded.timestamp().toString());
      insert.setString(4, change.kind().code());
      insert.setLong(5, change.amount());
      insert.setString(6, change.counterpart());
      insert.setString(7, change.reference());
      insert.setString(8, number(recorded));
      insert.executeUpdate();
    }
  }

  private static String number(RecordedEvent recorded) {
    return recorded.stream().value().substring(Account.TYPE.category().length() + 1);
  }
}
