package dev.cairn.model;

/**
 * Why a command was refused: the rule it would have broken, with the facts as fields. A domain has
 * a sealed interface of its own that extends this one, whose records name the rules: {@code record
 * InsufficientFunds(long balance, long asked) implements AccountRefusal}.
 */
public interface Refusal {

  /** The name of the rule, for programs; the simple name of the class unless overridden. */
  default String rule() {
    return getClass().getSimpleName();
  }

  /** One sentence for people, with the facts: "The balance is 50, 100 were asked for." */
  String message();
}
