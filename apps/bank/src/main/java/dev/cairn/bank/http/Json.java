package dev.cairn.bank.http;

import dev.cairn.bank.BankAnswer;
import dev.cairn.bank.account.Money;
import dev.cairn.bank.view.AccountRow;
import dev.cairn.bank.view.StatementRow;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How the API writes its answers. Amounts are whole numbers of the smallest unit. */
final class Json {

  /** Refuses duplicate keys and whatever follows the value. */
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  static byte[] bytes(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  static Map<String, Object> account(AccountRow row) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", row.id().value());
    members.put("customer", row.customer());
    members.put("owner", row.owner());
    members.put("balance", row.balance().minor());
    members.put("currency", row.balance().currency().getCurrencyCode());
    members.put("opened", row.opened().toString());
    members.put("version", row.version().number());
    members.put("position", row.position().toString());
    return members;
  }

  static Map<String, Object> line(StatementRow row) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("line", row.line());
    members.put("version", row.version().number());
    members.put("position", row.position().toString());
    members.put("time", row.time().toString());
    members.put("kind", row.kind().code());
    members.put("amount", row.amount().minor());
    members.put("balance", row.balance().minor());
    members.put("currency", row.amount().currency().getCurrencyCode());
    row.otherAccount().ifPresent(number -> members.put("counterpart", number));
    members.put("reference", row.reference());
    return members;
  }

  static Map<String, Object> done(BankAnswer.Done done) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("position", done.position().toString());
    members.put("accounts", done.accounts().stream().map(Json::changed).toList());
    return members;
  }

  private static Map<String, Object> changed(BankAnswer.Changed changed) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", changed.id().value());
    members.put("customer", changed.account().customer());
    members.put("owner", changed.account().owner().toString());
    members.put("balance", changed.account().balance().minor());
    members.put("currency", changed.account().balance().currency().getCurrencyCode());
    members.put("version", changed.version().number());
    return members;
  }

  static Map<String, Object> money(Money money) {
    return Map.of("minor", money.minor(), "currency", money.currency().getCurrencyCode());
  }
}
