package dev.cairn.bank.http;

import dev.cairn.Position;
import dev.cairn.bank.account.AccountId;
import dev.cairn.bank.view.AccountRow;
import dev.cairn.bank.view.BankView;
import dev.cairn.bank.view.StatementRow;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What can be read. Lists come in pages: {@code next}, where there is one, is the {@code after} of
 * the page behind; statements are newest first.
 */
final class ReadRoutes {

  private static final long NEWEST = Long.MAX_VALUE;

  private final BankView view;

  ReadRoutes(BankView view) {
    this.view = view;
  }

  void route(HttpRouting.Builder routing) {
    Routes.get(routing, "/health", this::health);
    Routes.get(routing, "/api/accounts/{id}", this::account);
    Routes.get(routing, "/api/accounts/{id}/statement", this::statement);
  }

  private void health(ServerRequest request, ServerResponse response) {
    QueryParameters.of(request).end();
    boolean well = view.isRunning();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("status", well ? "up" : "down");
    members.put("applied", view.position().toString());
    send(response.status(well ? 200 : 503), members);
  }

  void accounts(ServerRequest request, ServerResponse response) {
    QueryParameters query = QueryParameters.of(request);
    int limit = query.limit();
    String after = query.text("after").map(ReadRoutes::cursor).orElse("");
    query.end();
    Position position = view.position();
    List<AccountRow> rows = view.accounts(after, limit + 1);
    List<AccountRow> page = rows.stream().limit(limit).toList();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("accounts", page.stream().map(Json::account).toList());
    if (rows.size() > limit) {
      members.put("next", page.getLast().id().value());
    }
    members.put("position", position.toString());
    send(response, members);
  }

  private static String cursor(String text) {
    if (!AccountId.isOne(text)) {
      throw QueryParameters.unfit("after", "an account number");
    }
    return text;
  }

  private void account(ServerRequest request, ServerResponse response) {
    QueryParameters.of(request).end();
    send(response, Json.account(existing(request)));
  }

  private void statement(ServerRequest request, ServerResponse response) {
    QueryParameters query = QueryParameters.of(request);
    int limit = query.limit();
    long before = query.number("after").orElse(NEWEST);
    query.end();
    AccountRow account = existing(request);
    List<StatementRow> rows = view.statement(account.id(), before, limit + 1);
    List<StatementRow> page = rows.stream().limit(limit).toList();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("account", account.id().value());
    members.put("lines", page.stream().map(Json::line).toList());
    if (rows.size() > limit) {
      members.put("next", Long.toString(page.getLast().line()));
    }
    send(response, members);
  }

  private AccountRow existing(ServerRequest request) {
    return pathAccount(request)
        .flatMap(view::account)
        .orElseThrow(
            () -> new ProblemException(Problem.notFound("There is no account with this number.")));
  }

  /** The account number in the path, if it is one. */
  static Optional<AccountId> pathAccount(ServerRequest request) {
    return request
        .path()
        .pathParameters()
        .first("id")
        .asOptional()
        .filter(AccountId::isOne)
        .map(AccountId::new);
  }

  static void send(ServerResponse response, Object value) {
    response
        .header(HeaderNames.CONTENT_TYPE, "application/json")
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .send(Json.bytes(value));
  }
}
