/** What it costs to prove a log: its hashes, its tree beside the appends, and the proofs. */
@NullMarked
package dev.cairn.bench.proofs;

import org.jspecify.annotations.NullMarked;
