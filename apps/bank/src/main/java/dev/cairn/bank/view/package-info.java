/**
 * What the bank shows: accounts with their balances and their statements, as tables in SQLite made
 * from the events alone. Entry type: {@link dev.cairn.bank.view.BankView}. Decides nothing; must
 * not know HTTP.
 */
@NullMarked
package dev.cairn.bank.view;

import org.jspecify.annotations.NullMarked;
