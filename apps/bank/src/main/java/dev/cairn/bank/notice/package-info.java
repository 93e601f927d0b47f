/**
 * Tells the bank's office by mail what happens to accounts. Entry types: {@link
 * dev.cairn.bank.notice.NoticeOptions} says by which server and to whom, {@link
 * dev.cairn.bank.notice.AccountNotices} does it.
 */
@NullMarked
package dev.cairn.bank.notice;

import org.jspecify.annotations.NullMarked;
