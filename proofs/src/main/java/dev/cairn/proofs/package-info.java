/**
 * The Merkle tree of a log, which proves what is in it and that it only grew. {@link
 * dev.cairn.proofs.LogTree} keeps it beside the log, {@link dev.cairn.proofs.LeafRecord} is what it
 * commits to for each event.
 *
 * <p>The tree is derived from the log and read through its public contract; the log knows nothing
 * of it.
 */
@NullMarked
package dev.cairn.proofs;

import org.jspecify.annotations.NullMarked;
