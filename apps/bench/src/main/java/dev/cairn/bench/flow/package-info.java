/**
 * What relays and projections take from the appends, and how fast each is alone. {@link
 * dev.cairn.bench.flow.Flow} says what is measured.
 */
@NullMarked
package dev.cairn.bench.flow;

import org.jspecify.annotations.NullMarked;
