/**
 * The event-driven bank: accounts on the embedded store, their balances and statements in SQLite,
 * an HTTP API and a page. Entry types: {@link dev.cairn.bank.Main} starts it, {@link
 * dev.cairn.bank.BankApp} is the whole bank as an object, {@link dev.cairn.bank.Bank} takes its
 * commands.
 */
@NullMarked
package dev.cairn.bank;

import org.jspecify.annotations.NullMarked;
