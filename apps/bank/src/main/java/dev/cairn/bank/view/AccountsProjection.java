package dev.cairn.bank.view;

import dev.cairn.Filter;
import dev.cairn.bank.account.Account;
import dev.cairn.flow.Projection;
import dev.cairn.flow.ProjectionSession;
import java.sql.Connection;
import java.sql.SQLException;

/** Keeps the tables of accounts and statements. */
final class AccountsProjection implements Projection {

  @Override
  public String name() {
    return "bank.accounts";
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public Filter filter() {
    return Filter.category(Account.TYPE.category());
  }

  @Override
  public void create(Connection connection) throws SQLException {
    AccountTables.create(connection);
  }

  @Override
  public ProjectionSession open(Connection connection) throws SQLException {
    return AccountTables.open(connection);
  }
}
