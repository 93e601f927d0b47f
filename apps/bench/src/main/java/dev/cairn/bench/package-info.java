/**
 * Measures Cairn as whole programs, each beside the limit of the same machine in the same run, so
 * that the ratios can be trusted where absolute figures cannot. {@link dev.cairn.bench.Main} is the
 * entry; {@link dev.cairn.bench.Programme} says what is measured, {@code contest} holds those who
 * take part, {@code figures} makes tables and verdicts of what they did, {@code parts} measures the
 * pieces.
 *
 * <p>Nothing may depend on this package.
 */
@NullMarked
package dev.cairn.bench;

import org.jspecify.annotations.NullMarked;
