/**
 * Figures and what is made of them: percentiles, medians and ratios, the goals and their verdicts,
 * the table, the CSV and the plot. Pure: nothing here measures, reads a clock or touches a file.
 * {@link dev.cairn.bench.figures.Figures} is the entry.
 *
 * <p>It must not depend on the rest of the benchmarks.
 */
@NullMarked
package dev.cairn.bench.figures;

import org.jspecify.annotations.NullMarked;
