package dev.cairn.bank;

import dev.cairn.bank.account.PersonName;
import java.util.Currency;

/**
 * An account that somebody asks for.
 *
 * @param owner their name
 * @param currency the currency it shall be kept in
 */
public record NewAccount(PersonName owner, Currency currency) {}
