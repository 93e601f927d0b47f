package dev.cairn.bank;

import dev.cairn.bank.account.AccountId;
import dev.cairn.bank.account.Money;

/**
 * A transfer that somebody asks for.
 *
 * @param from the account that gives
 * @param to the account that takes
 * @param amount how much
 * @param reference what for; may be empty
 */
public record Transfer(AccountId from, AccountId to, Money amount, String reference) {}
