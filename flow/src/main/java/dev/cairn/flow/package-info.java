/**
 * Views of the log that keep themselves up to date: an event is read from a position, folded into
 * rows or memory, and the position is remembered together with what it changed.
 *
 * <p>Entry types: a {@link dev.cairn.flow.Projection} says what an event means for the tables of a
 * {@link dev.cairn.flow.SqliteView}; a {@link dev.cairn.flow.MemoryView} folds events into a value;
 * a {@link dev.cairn.flow.Projector} runs either of them, {@link dev.cairn.flow.Projectors}
 * several.
 *
 * <p>This package must not depend on an engine: all it knows of a store is {@link
 * dev.cairn.EventReader}. Nothing here ever changes the log.
 */
@NullMarked
package dev.cairn.flow;

import org.jspecify.annotations.NullMarked;
