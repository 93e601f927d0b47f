package dev.cairn.privacy;

import dev.cairn.Append;
import dev.cairn.NewEvent;
import dev.cairn.Tag;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Looks for what is likely personal where it cannot be sealed: in the names of streams, in types,
 * tags and metadata. For tests and development, as it costs time and guesses: it may miss data, and
 * it takes some for personal that are not. It finds
 *
 * <ul>
 *   <li>mail addresses: something, {@code @}, a domain with a dot;
 *   <li>telephone numbers: {@code +} and 8 to 15 digits, grouped or not;
 *   <li>IBANs: their check digits must fit (ISO 13616, mod 97);
 *   <li>card numbers: 13 to 19 digits, grouped or not, whose check digit fits (Luhn, ISO/IEC
 *       7812-1), not inside a longer number or word. One in ten long numbers is taken for one.
 * </ul>
 *
 * <p>UUIDs are passed over. A false alarm is no reason to drop the check: give the thing a prefix
 * that joins it to a word, {@code order_4111111111111111}.
 */
public final class PersonalDataLint {

  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern MAIL =
      Pattern.compile("[\\p{L}\\p{N}._%+-]++@[\\p{L}\\p{N}-]++(\\.[\\p{L}\\p{N}-]++)++");
  private static final Pattern PHONE =
      Pattern.compile("\\+[0-9]([ /().-]{0,2}[0-9]){7,14}(?![0-9])");
  private static final Pattern IBAN =
      Pattern.compile("\\b[A-Z]{2}[0-9]{2}( ?[A-Z0-9]{4}){2,7}( ?[A-Z0-9]{1,3})?\\b");
  private static final Pattern CARD =
      Pattern.compile("(?<![\\p{L}\\p{N}_.])[0-9]([ -]?[0-9]){12,18}(?![\\p{L}\\p{N}_.])");

  /**
   * Something that is likely personal. It does not repeat it.
   *
   * @param where what part of which event
   * @param what what it looks like
   */
  public record Finding(String where, String what) {

    @Override
    public String toString() {
      return "%s: looks like %s".formatted(where, what);
    }
  }

  private PersonalDataLint() {}

  /** What is likely personal in the parts of an append that are never sealed. */
  public static List<Finding> findings(Append append) {
    List<Finding> findings = new ArrayList<>();
    for (Append.Entry entry : append.entries()) {
      NewEvent event = entry.event();
      String where = " of the event %s".formatted(event.id());
      add(findings, "the stream" + where, entry.stream().value());
      add(findings, "the type" + where, event.type().value());
      for (Tag tag : event.tags()) {
        add(findings, "a tag" + where, tag.value());
      }
      if (event.metadata().isJson()) {
        add(findings, "the metadata" + where, event.metadata().text());
      }
    }
    return findings;
  }

  private static void add(List<Finding> findings, String where, String text) {
    looksLike(text).forEach(what -> findings.add(new Finding(where, what)));
  }

  /** What a text likely holds, each kind once. */
  public static List<String> looksLike(String text) {
    String rest = UUID.matcher(text).replaceAll("-");
    List<String> found = new ArrayList<>();
    if (MAIL.matcher(rest).find()) {
      found.add("a mail address");
    }
    if (PHONE.matcher(rest).find()) {
      found.add("a telephone number");
    }
    if (IBAN.matcher(rest).results().map(MatchResult::group).anyMatch(PersonalDataLint::isIban)) {
      found.add("an IBAN");
    }
    if (CARD.matcher(rest).results().map(MatchResult::group).anyMatch(PersonalDataLint::isCard)) {
      found.add("a card number");
    }
    return found;
  }

  private static boolean isIban(String text) {
    String iban = text.replace(" ", "");
    StringBuilder digits = new StringBuilder();
    (iban.substring(4) + iban.substring(0, 4))
        .chars()
        .forEach(c -> digits.append(Character.digit(c, 36)));
    return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
  }

  private static boolean isCard(String text) {
    String digits = text.replaceAll("[ -]", "");
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int doubled = i % 2 == 0 ? digit : 2 * digit;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 == 0;
  }
}
