/**
 * How the log works inside. The way of an append: {@code EncodedAppend} (in the caller's thread) →
 * {@code Committer} (one thread) → {@code GroupWriter} → {@code Segment} and {@code HeadFile}. The
 * way of a read: {@code Log} (what is durable) → {@code Positions} → {@code LineReader} → {@code
 * LogEvent}. {@code Opening} decides what a folder holds when its writer opens it, {@code Follower}
 * how far another process may read, {@code Turns} when this one may write.
 *
 * <p>Nothing outside this module may see these types.
 */
@NullMarked
package dev.cairn.log.internal;

import org.jspecify.annotations.NullMarked;
