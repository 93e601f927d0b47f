package dev.cairn.bank;

import java.util.Currency;

/**
 * An account that somebody asks for.
 *
 * @param owner their name
 * @param currency the currency it shall be kept in
 */
public record NewAccount(String owner, Currency currency) {}
