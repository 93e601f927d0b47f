/**
 * The bank's demonstration: 50 customers and a year of their business, the same every time. Entry
 * type: {@link dev.cairn.bank.demo.Demo}. Makes events through the rules of the account only.
 */
@NullMarked
package dev.cairn.bank.demo;

import org.jspecify.annotations.NullMarked;
