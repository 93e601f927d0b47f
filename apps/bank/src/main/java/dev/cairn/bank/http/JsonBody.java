package dev.cairn.bank.http;

import dev.cairn.bank.account.AccountId;
import dev.cairn.bank.account.Money;
import io.helidon.http.HttpMediaType;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The JSON object that a request carries. Read strictly: every member is asked for by name and
 * type, and {@link #end} refuses those that nobody asked for. Every fault is a problem that names
 * it.
 */
final class JsonBody {

  /** Most bytes of a body. */
  static final int BYTES_MAX = 16 * 1024;

  private final byte[] bytes;
  private final JsonNode object;
  private final Set<String> unread;

  private JsonBody(byte[] bytes, JsonNode object) {
    this.bytes = bytes;
    this.object = object;
    this.unread = new LinkedHashSet<>(object.propertyNames());
  }

  static JsonBody of(ServerRequest request) {
    checkMediaType(request);
    byte[] bytes = read(request);
    try {
      JsonNode value = Json.MAPPER.readTree(bytes);
      if (value.isObject()) {
        return new JsonBody(bytes, value);
      }
    } catch (JacksonException e) {
      throw new ProblemException(
          Problem.badRequest("The body is not valid JSON: %s.".formatted(e.getOriginalMessage())));
    }
    throw new ProblemException(Problem.badRequest("The body is not a JSON object."));
  }

  private static void checkMediaType(ServerRequest request) {
    boolean json =
        request
            .headers()
            .contentType()
            .map(HttpMediaType::text)
            .map(text -> text.split(";", 2)[0].strip())
            .filter("application/json"::equalsIgnoreCase)
            .isPresent();
    if (!json) {
      throw new ProblemException(
          Problem.of(
              415,
              "unsupported-media-type",
              "The body is of the wrong type",
              "Send the body as application/json."));
    }
  }

  private static byte[] read(ServerRequest request) {
    if (request.headers().contentLength().orElse(0) > BYTES_MAX) {
      throw new ProblemException(tooLarge());
    }
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    try (InputStream in = request.content().inputStream()) {
      byte[] bytes = in.readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) {
        throw new ProblemException(tooLarge());
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Problem tooLarge() {
    return Problem.of(
        413,
        "body-too-large",
        "The body is too large",
        "A body has at most %d bytes.".formatted(BYTES_MAX));
  }

  /** The body as it was sent. */
  byte[] bytes() {
    return bytes.clone();
  }

  /** A text that must be there. */
  String text(String name) {
    JsonNode value = member(name, "a text");
    if (!value.isString()) {
      throw unfit(name, "a text");
    }
    return value.stringValue();
  }

  /** A text that may be left out, which is the same as an empty one. */
  String textOrEmpty(String name) {
    return object.has(name) ? text(name) : "";
  }

  /** The members {@code amount} and {@code currency}. */
  Money money() {
    Currency currency = currency();
    String whole = "a whole number of the smallest unit, at most %d".formatted(Money.MINOR_MAX);
    JsonNode amount = member("amount", whole);
    if (!amount.isIntegralNumber()
        || !amount.canConvertToLong()
        || !Money.holds(amount.longValue())) {
      throw unfit("amount", whole);
    }
    return new Money(amount.longValue(), currency);
  }

  /** The member {@code currency}. */
  Currency currency() {
    String code = text("currency");
    try {
      return Currency.getInstance(code);
    } catch (IllegalArgumentException _) {
      throw unfit("currency", "an ISO 4217 code such as USD");
    }
  }

  /** An account number that must be there. */
  AccountId account(String name) {
    String number = text(name);
    if (!AccountId.isOne(number)) {
      throw unfit(name, "an account number of ten digits");
    }
    return new AccountId(number);
  }

  /** Refuses members that were not asked for. */
  void end() {
    if (!unread.isEmpty()) {
      throw new ProblemException(
          Problem.badRequest(
              "The member '%s' is not known here.".formatted(unread.iterator().next())));
    }
  }

  private JsonNode member(String name, String expected) {
    unread.remove(name);
    JsonNode value = object.get(name);
    if (value == null) {
      throw unfit(name, expected);
    }
    return value;
  }

  private static ProblemException unfit(String name, String expected) {
    return new ProblemException(
        Problem.badRequest("The member '%s' must be %s.".formatted(name, expected)));
  }
}
