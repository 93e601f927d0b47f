package dev.cairn.bench.contest;

import dev.cairn.bench.figures.Histogram;

/**
 * What one round gave.
 *
 * @param rate what was done each second
 * @param nanos how long each call took, in nanoseconds
 */
public record Sample(double rate, Histogram nanos) {}
