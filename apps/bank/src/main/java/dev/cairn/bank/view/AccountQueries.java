package dev.cairn.bank.view;

import dev.cairn.Position;
import dev.cairn.Version;
import dev.cairn.bank.account.AccountId;
import dev.cairn.bank.account.Money;
import dev.cairn.bank.view.StatementRow.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The questions that the tables answer, each on a connection that the caller owns. */
final class AccountQueries {

  private static final String PAGE = "SELECT * FROM accounts WHERE id > ? ORDER BY id LIMIT ?";
  private static final String ONE = "SELECT * FROM accounts WHERE id = ?";
  private static final String CHANGED =
      "SELECT * FROM accounts WHERE position > ? ORDER BY position LIMIT ?";
  private static final String LINES =
      """
      SELECT statement.*, currency FROM statement JOIN accounts ON accounts.id = account
      WHERE account = ? AND line < ? ORDER BY line DESC LIMIT ?
      """;

  private AccountQueries() {}

  static List<AccountRow> page(Connection database, String after, int limit) throws SQLException {
    try (PreparedStatement query = database.prepareStatement(PAGE)) {
      query.setString(1, after);
      query.setInt(2, limit);
      return accounts(query);
    }
  }

  static Optional<AccountRow> one(Connection database, AccountId id) throws SQLException {
    try (PreparedStatement query = database.prepareStatement(ONE)) {
      query.setString(1, id.value());
      return accounts(query).stream().findFirst();
    }
  }

  static List<AccountRow> changed(Connection database, Position after, int limit)
      throws SQLException {
    try (PreparedStatement query = database.prepareStatement(CHANGED)) {
      query.setLong(1, after.sequence());
      query.setInt(2, limit);
      return accounts(query);
    }
  }

  static List<StatementRow> lines(Connection database, AccountId id, long before, int limit)
      throws SQLException {
    try (PreparedStatement query = database.prepareStatement(LINES)) {
      query.setString(1, id.value());
      query.setLong(2, before);
      query.setInt(3, limit);
      List<StatementRow> lines = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          lines.add(line(rows));
        }
      }
      return List.copyOf(lines);
    }
  }

  private static List<AccountRow> accounts(PreparedStatement query) throws SQLException {
    List<AccountRow> accounts = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        accounts.add(account(rows));
      }
    }
    return List.copyOf(accounts);
  }

  private static AccountRow account(ResultSet row) throws SQLException {
    return new AccountRow(
        new AccountId(row.getString("id")),
        row.getLong("customer"),
        row.getString("owner"),
        money(row, "balance"),
        Instant.parse(row.getString("opened")),
        Version.of(row.getLong("version")),
        Position.of(row.getLong("position")));
  }

  private static StatementRow line(ResultSet row) throws SQLException {
    return new StatementRow(
        row.getLong("line"),
        Version.of(row.getLong("version")),
        Position.of(row.getLong("position")),
        Instant.parse(row.getString("time")),
        Kind.of(row.getString("kind")),
        money(row, "amount"),
        money(row, "balance"),
        row.getString("counterpart"),
        row.getString("reference"));
  }

  private static Money money(ResultSet row, String column) throws SQLException {
    return Money.of(row.getLong(column), row.getString("currency"));
  }
}
