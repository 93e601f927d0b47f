package dev.cairn.bank.http;

import dev.cairn.AppendRefusedException;
import dev.cairn.CairnException;
import dev.cairn.InvalidInputException;
import dev.cairn.ModuleException;
import dev.cairn.OverloadedException;
import dev.cairn.RequestReusedException;
import dev.cairn.StoreException;
import dev.cairn.StoreFullException;
import dev.cairn.bank.account.AccountId;
import dev.cairn.bank.account.AccountRefusal;
import dev.cairn.bank.account.AccountRefusal.AccountAlreadyOpen;
import dev.cairn.bank.account.AccountRefusal.AccountNotOpen;
import dev.cairn.bank.account.AccountRefusal.AmountNotPositive;
import dev.cairn.bank.account.AccountRefusal.BalanceTooLarge;
import dev.cairn.bank.account.AccountRefusal.CurrencyMismatch;
import dev.cairn.bank.account.AccountRefusal.InsufficientFunds;
import dev.cairn.bank.account.AccountRefusal.SameAccount;
import dev.cairn.bank.account.Money;
import dev.cairn.model.Refusal;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.lang.System.Logger.Level;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Turns refusals and failures into problems and sends them. */
final class Problems {

  static final String MEDIA_TYPE = "application/problem+json";

  private static final System.Logger LOG = System.getLogger(Problems.class.getName());

  private Problems() {}

  static void send(ServerResponse response, Problem problem) {
    response
        .status(problem.status())
        .header(HeaderNames.CONTENT_TYPE, MEDIA_TYPE)
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .send(Json.bytes(problem.members()));
  }

  static void failed(ServerRequest request, ServerResponse response, Throwable failure) {
    Problem problem = of(failure);
    if (problem.status() >= 500) {
      LOG.log(Level.WARNING, request.prologue().method() + " failed", failure);
    }
    send(response, problem);
  }

  private static Problem of(Throwable failure) {
    return switch (failure) {
      case ProblemException known -> known.problem();
      case CairnException known -> of(known);
      case HttpException known -> of(known);
      default ->
          Problem.of(
              500, "internal", "The bank made a mistake", "It is logged; nothing more is known.");
    };
  }

  private static Problem of(HttpException failure) {
    int status = failure.status().code();
    return status == 413
        ? JsonBody.tooLarge()
        : Problem.of(
            status,
            status < 500 ? "bad-request" : "internal",
            failure.status().reasonPhrase(),
            "The server answered %d %s.".formatted(status, failure.status().reasonPhrase()));
  }

  private static Problem of(CairnException failure) {
    return switch (failure) {
      case RequestReusedException reused ->
          Problem.of(
              422,
              "idempotency-key-reused",
              "The idempotency key belongs to another request",
              sentence(reused));
      case InvalidInputException invalid -> Problem.badRequest(sentence(invalid));
      case StoreFullException full ->
          Problem.of(507, "store-full", "The disk is full", sentence(full));
      case OverloadedException overloaded ->
          Problem.of(503, "overloaded", "Too much is waiting", sentence(overloaded));
      case StoreException store ->
          Problem.of(503, "unavailable", "The store is not available", sentence(store));
      case AppendRefusedException conflict ->
          Problem.of(409, "conflict", "Somebody else was faster", sentence(conflict));
      case ModuleException module ->
          Problem.of(503, "unavailable", "The bank cannot do this now", sentence(module));
    };
  }

  private static String sentence(CairnException failure) {
    String message = String.valueOf(failure.getMessage());
    return Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".";
  }

  static Problem of(AccountId account, Refusal reason) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("rule", reason.rule());
    facts.put("account", account.value());
    int status = 409;
    if (reason instanceof AccountRefusal known) {
      status = status(known);
      facts.putAll(facts(known));
    }
    String name = reason.rule().replaceAll("(?<=.)(?=[A-Z])", " ");
    String type = name.replace(' ', '-').toLowerCase(Locale.ROOT);
    return new Problem(status, type, name, reason.message(), facts);
  }

  private static int status(AccountRefusal reason) {
    return switch (reason) {
      case AccountNotOpen() -> 404;
      case InsufficientFunds _, BalanceTooLarge _, CurrencyMismatch _, AccountAlreadyOpen _ -> 409;
      case AmountNotPositive _, SameAccount _ -> 422;
    };
  }

  private static Map<String, Object> facts(AccountRefusal reason) {
    return switch (reason) {
      case InsufficientFunds(Money balance, Money asked) -> facts(balance, asked);
      case BalanceTooLarge(Money balance, Money asked) -> facts(balance, asked);
      case CurrencyMismatch(Currency kept, Currency asked) ->
          Map.of(
              "account_currency",
              kept.getCurrencyCode(),
              "asked_currency",
              asked.getCurrencyCode());
      case AmountNotPositive(Money asked) -> Map.of("asked", Json.money(asked));
      case SameAccount _, AccountAlreadyOpen _, AccountNotOpen _ -> Map.of();
    };
  }

  private static Map<String, Object> facts(Money balance, Money asked) {
    return Map.of("balance", Json.money(balance), "asked", Json.money(asked));
  }
}
