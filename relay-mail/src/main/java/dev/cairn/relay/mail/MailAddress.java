package dev.cairn.relay.mail;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address, and the name of who it is of. Immutable.
 *
 * @param address as RFC 5321 has it, in ASCII: {@code ann@bank.example}. Quoted local parts and
 *     numbers of machines in place of a domain are refused, as hardly anybody has one and many
 *     servers take none
 * @param name any text on one line; null for none
 */
public record MailAddress(String address, @Nullable String name) {

  /** Longest address. */
  public static final int ADDRESS_CHARS_MAX = 254;

  /** Longest part before the {@code @}. */
  public static final int LOCAL_CHARS_MAX = 64;

  /** Longest name in bytes of UTF-8. */
  public static final int NAME_BYTES_MAX = 255;

  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern FORM =
      Pattern.compile("%1$s(?:\\.%1$s)*@%2$s(?:\\.%2$s)*".formatted(ATOM, LABEL));

  /**
   * Checks both.
   *
   * @throws InvalidMailException if one is not as it must be
   */
  public MailAddress {
    if (address.length() > ADDRESS_CHARS_MAX || address.indexOf('@') > LOCAL_CHARS_MAX) {
      throw new InvalidMailException(
          "a mail address has at most %d characters, and %d before the @; this one has %d and %d"
              .formatted(
                  ADDRESS_CHARS_MAX, LOCAL_CHARS_MAX, address.length(), address.indexOf('@')));
    }
    if (!FORM.matcher(address).matches()) {
      throw new InvalidMailException(
          "what is given as a mail address is none: %s; one looks like user@domain.example, in ASCII (a domain with other letters as xn--…)"
              .formatted(fault(address)));
    }
    if (name != null) {
      MailText.checkLine("the name beside a mail address", name, NAME_BYTES_MAX);
    }
  }

  /** Without the address itself: errors are kept in the log, and this is personal. */
  private static String fault(String address) {
    for (int i = 0; i < address.length(); i++) {
      if (address.charAt(i) <= ' ' || address.charAt(i) > '~') {
        return "character %d is U+%04X".formatted(i + 1, (int) address.charAt(i));
      }
    }
    long ats = address.chars().filter(c -> c == '@').count();
    return ats == 1
        ? "its parts do not have the form of RFC 5321 without quotes"
        : "it has %d @ in %d characters".formatted(ats, address.length());
  }

  /** An address without a name. */
  public static MailAddress of(String address) {
    return new MailAddress(address, null);
  }

  /** An address with the name of who it is of. */
  public static MailAddress of(String address, String name) {
    return new MailAddress(address, name);
  }

  /** The part behind the {@code @}. */
  public String domain() {
    return address.substring(address.indexOf('@') + 1);
  }

  @Override
  public String toString() {
    return name == null ? address : "%s <%s>".formatted(name, address);
  }
}
