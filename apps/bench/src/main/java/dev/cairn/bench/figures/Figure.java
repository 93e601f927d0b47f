package dev.cairn.bench.figures;

/**
 * One thing that was measured.
 *
 * @param row what was done, for example {@code single/64}
 * @param measure what was measured of it, for example {@code cairn}, {@code p99} or {@code
 *     ratio-limit}
 * @param unit the unit of the value
 * @param value what came out
 */
public record Figure(String row, String measure, String unit, Spread value) {}
