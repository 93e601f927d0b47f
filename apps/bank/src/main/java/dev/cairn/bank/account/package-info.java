/**
 * What an account is and which rules it keeps, as pure functions: commands, events, refusals and
 * the decider. Entry types: {@link dev.cairn.bank.account.Account}, {@link
 * dev.cairn.bank.account.Money}. Knows nothing of HTTP, tables or files.
 */
@NullMarked
package dev.cairn.bank.account;

import org.jspecify.annotations.NullMarked;
