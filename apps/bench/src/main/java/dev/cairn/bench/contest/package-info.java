/**
 * Those who take part in a measurement: Cairn, the limits of the machine and the peers, and what
 * runs them side by side. {@link dev.cairn.bench.contest.Contest} runs; {@link
 * dev.cairn.bench.contest.Appender} is what writes; {@link dev.cairn.bench.contest.LineScan} and
 * {@link dev.cairn.bench.contest.KnownOffsets} are the limits of reading.
 *
 * <p>It must not depend on what to measure, only on how.
 */
@NullMarked
package dev.cairn.bench.contest;

import org.jspecify.annotations.NullMarked;
