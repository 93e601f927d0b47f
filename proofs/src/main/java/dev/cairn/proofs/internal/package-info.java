/**
 * How the tree is kept: {@code Growth} follows the events that are durable, {@code LeafHashes}
 * makes a leaf of each, {@code TreeFolder} keeps the tiles, {@code Tree} does all of it under a
 * lock. None of it is on the way of an append.
 */
@NullMarked
package dev.cairn.proofs.internal;

import org.jspecify.annotations.NullMarked;
