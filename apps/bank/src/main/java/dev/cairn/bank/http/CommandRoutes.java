package dev.cairn.bank.http;

import dev.cairn.RequestKey;
import dev.cairn.bank.Bank;
import dev.cairn.bank.BankAnswer;
import dev.cairn.bank.NewAccount;
import dev.cairn.bank.Transfer;
import dev.cairn.bank.account.AccountCommand;
import dev.cairn.bank.account.AccountCommand.Deposit;
import dev.cairn.bank.account.AccountCommand.Withdraw;
import dev.cairn.bank.account.AccountId;
import dev.cairn.bank.account.AccountRefusal.AccountNotOpen;
import dev.cairn.bank.account.PersonName;
import dev.cairn.bank.view.BankView;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What can be asked for. Each answer waits until the view shows its effect, so whoever reads next
 * sees it; where the view is late the answer says so in {@code View-Applied: false}, as the command
 * is done all the same.
 */
final class CommandRoutes {

  private static final HeaderName KEY = HeaderNames.create("Idempotency-Key");
  private static final HeaderName REPLAYED = HeaderNames.create("Idempotency-Replayed");
  private static final HeaderName APPLIED = HeaderNames.create("View-Applied");
  private static final Pattern KEY_FORM = Pattern.compile("[\\x21-\\x7e]{1,100}");
  private static final Duration VIEW_WAIT = Duration.ofSeconds(5);

  private final Bank bank;
  private final BankView view;
  private final ReadRoutes reads;

  CommandRoutes(Bank bank, BankView view) {
    this.bank = bank;
    this.view = view;
    this.reads = new ReadRoutes(view);
  }

  void route(HttpRouting.Builder routing) {
    Routes.both(routing, "/api/accounts", reads::accounts, this::open);
    Routes.post(routing, "/api/accounts/{id}/deposits", this::deposit);
    Routes.post(routing, "/api/accounts/{id}/withdrawals", this::withdraw);
    Routes.post(routing, "/api/transfers", this::transfer);
  }

  private void open(ServerRequest request, ServerResponse response) {
    JsonBody body = begin(request);
    NewAccount asked =
        new NewAccount(
            new PersonName(body.text("firstName"), body.textOrEmpty("lastName")), body.currency());
    body.end();
    BankAnswer answer = checked(() -> bank.open(asked, key(request, body)));
    if (answer instanceof BankAnswer.Done done) {
      String id = done.accounts().getFirst().id().value();
      response.status(201).header(HeaderNames.LOCATION, "/api/accounts/" + id);
    }
    send(response, answer);
  }

  private void deposit(ServerRequest request, ServerResponse response) {
    counter(request, response, body -> new Deposit(body.money(), body.textOrEmpty("reference")));
  }

  private void withdraw(ServerRequest request, ServerResponse response) {
    counter(request, response, body -> new Withdraw(body.money(), body.textOrEmpty("reference")));
  }

  private void counter(
      ServerRequest request, ServerResponse response, Function<JsonBody, AccountCommand> reading) {
    JsonBody body = begin(request);
    AccountCommand command = checked(() -> reading.apply(body));
    body.end();
    AccountId account =
        ReadRoutes.pathAccount(request)
            .orElseThrow(
                () -> new ProblemException(Problem.notFound(new AccountNotOpen().message())));
    send(response, bank.handle(account, command, key(request, body)));
  }

  private void transfer(ServerRequest request, ServerResponse response) {
    JsonBody body = begin(request);
    Transfer asked =
        new Transfer(
            body.account("from"), body.account("to"), body.money(), body.textOrEmpty("reference"));
    body.end();
    send(response, checked(() -> bank.transfer(asked, key(request, body))));
  }

  private static JsonBody begin(ServerRequest request) {
    QueryParameters.of(request).end();
    return JsonBody.of(request);
  }

  /** A command that cannot even be written down, for its texts, is a fault of the request. */
  private static <T> T checked(java.util.function.Supplier<T> making) {
    try {
      return making.get();
    } catch (IllegalArgumentException e) {
      String reason = String.valueOf(e.getMessage());
      throw new ProblemException(
          Problem.badRequest(Character.toUpperCase(reason.charAt(0)) + reason.substring(1) + "."));
    }
  }

  /** The request's key; its digest covers where the request went and what it carried. */
  private static Optional<RequestKey> key(ServerRequest request, JsonBody body) {
    Optional<String> given = request.headers().first(KEY);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    if (!KEY_FORM.matcher(given.get()).matches()) {
      throw new ProblemException(
          Problem.badRequest(
              "An Idempotency-Key is 1 to 100 visible ASCII characters without a space."));
    }
    ByteArrayOutputStream asked = new ByteArrayOutputStream();
    asked.writeBytes(request.path().path().getBytes(StandardCharsets.UTF_8));
    asked.write('\n');
    asked.writeBytes(body.bytes());
    return Optional.of(RequestKey.of("bank:" + given.get(), asked.toByteArray()));
  }

  private void send(ServerResponse response, BankAnswer answer) {
    switch (answer) {
      case BankAnswer.Refused(var account, var reason) ->
          Problems.send(response, Problems.of(account, reason));
      case BankAnswer.Done done -> {
        boolean applied = view.awaitApplied(done.position(), VIEW_WAIT);
        response
            .header(REPLAYED, Boolean.toString(done.repeated()))
            .header(APPLIED, Boolean.toString(applied));
        ReadRoutes.send(response, Json.done(done));
      }
    }
  }
}
