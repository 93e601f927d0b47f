/**
 * The pieces, measured with JMH: what encoding, checking, parsing and looking up cost for one event
 * of the workload. {@link dev.cairn.bench.parts.Parts} is the entry.
 *
 * <p>Only what a user can call is measured, so that the inside of the log can change freely.
 */
@NullMarked
package dev.cairn.bench.parts;

import org.jspecify.annotations.NullMarked;
