/**
 * The programme that tries to break the promises of the log: crash points, faults, bit rot,
 * histories of many threads, and bugs planted to see that the programme would find them. {@code
 * Proof} names its parts; {@code docs/reliability.md} says what each is for.
 */
@NullMarked
package dev.cairn.log.proof;

import org.jspecify.annotations.NullMarked;
