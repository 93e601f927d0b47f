/**
 * How the log works inside. The way of an append: {@code EncodedAppend} (in the caller's thread) →
 * {@code Committer} (one thread) → {@code Segment} and {@code HeadFile}. The way of a read: {@code
 * Catalog} (an immutable picture of what is durable) → {@code LineReader} → {@code LogEvent}.
 * {@code Recovery} decides what a folder holds when it is opened.
 *
 * <p>Nothing outside this module may see these types.
 */
@NullMarked
package dev.cairn.log.internal;

import org.jspecify.annotations.NullMarked;
