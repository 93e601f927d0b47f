/**
 * Merkle trees of RFC 6962 and RFC 9162, proofs of inclusion and of consistency, and the formats
 * that transparency logs have agreed on at C2SP: tiles, checkpoints, signed notes, cosignatures.
 *
 * <p>It knows bytes and hashes only, nothing of events or stores, and depends on nothing but the
 * JDK. Every parser is strict: what is not written as its specification writes it is refused.
 */
@NullMarked
package dev.cairn.merkle;

import org.jspecify.annotations.NullMarked;
