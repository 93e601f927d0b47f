/**
 * Measures Cairn as whole programs, each beside the limit of the same machine in the same run, so
 * that the ratios can be trusted where absolute figures cannot. {@link dev.cairn.bench.Main} is the
 * entry.
 *
 * <p>Nothing may depend on this package.
 */
@NullMarked
package dev.cairn.bench;

import org.jspecify.annotations.NullMarked;
