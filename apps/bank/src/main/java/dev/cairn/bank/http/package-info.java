/**
 * The bank over HTTP: the JSON API with its problems (RFC 9457), the live stream of changes and the
 * files of the page. Entry type: {@link dev.cairn.bank.http.BankServer}. Decides nothing and holds
 * no SQL.
 */
@NullMarked
package dev.cairn.bank.http;

import org.jspecify.annotations.NullMarked;
