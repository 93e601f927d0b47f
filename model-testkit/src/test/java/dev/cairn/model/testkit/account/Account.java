package dev.cairn.model.testkit.account;

/**
 * What decisions about an account need to know.
 *
 * @param phase how far it is
 * @param balance in cents
 * @param frozen whether withdrawals are stopped
 */
public record Account(Phase phase, long balance, boolean frozen) {

  /** Before the first event. */
  public static final Account NONE = new Account(Phase.NONE, 0, false);

  /** How far an account is. */
  public enum Phase {
    /** Not opened yet. */
    NONE,
    /** In use. */
    OPEN,
    /** At its end. */
    CLOSED
  }

  /** An account in use. */
  public static Account open(long balance) {
    return new Account(Phase.OPEN, balance, false);
  }

  Account plus(long amount) {
    return new Account(phase, balance + amount, frozen);
  }
}
