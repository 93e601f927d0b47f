package dev.cairn.bank.view;

import dev.cairn.Position;
import dev.cairn.Version;
import dev.cairn.bank.account.Money;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A line of an account's statement.
 *
 * @param line its number among the lines of the account, from 1
 * @param version the version of the event in the account's stream; lines of one stored event share
 *     it
 * @param position the position of the event
 * @param time when it was recorded
 * @param kind what happened
 * @param amount by how much the balance changed; less than zero where money left the account
 * @param balance what was on the account afterwards
 * @param counterpart the number of the other account of a transfer, or empty
 * @param reference what for, or empty
 */
public record StatementRow(
    long line,
    Version version,
    Position position,
    Instant time,
    Kind kind,
    Money amount,
    Money balance,
    String counterpart,
    String reference) {

  /** What a line is about. */
  public enum Kind {
    /** The account was opened. */
    OPENED,
    /** Money was paid in. */
    DEPOSIT,
    /** Money was paid out. */
    WITHDRAWAL,
    /** Money went to another account. */
    TRANSFER_SENT,
    /** Money came from another account. */
    TRANSFER_RECEIVED;

    /** The name in tables and in JSON: lower case. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  /** The other account of a transfer. */
  public Optional<String> otherAccount() {
    return Optional.of(counterpart).filter(number -> !number.isEmpty());
  }
}
