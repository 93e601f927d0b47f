/**
 * A shop as an example and for tests: orders, payments and stock, and the saga that takes an order
 * through the three. {@link dev.cairn.model.testkit.shop.Fulfilment} is where to begin.
 */
@NullMarked
package dev.cairn.model.testkit.shop;

import org.jspecify.annotations.NullMarked;
