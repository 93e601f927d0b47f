/**
 * The inside of the flow: the pump that moves events from a reader into a target, and the target
 * that is a SQLite file, with its checkpoints, its owned tables and its pool of readers.
 *
 * <p>Entry types: {@link dev.cairn.flow.internal.Pump}, {@link dev.cairn.flow.internal.Target},
 * {@link dev.cairn.flow.internal.SqliteDatabase}. Not exported; it may change without notice and
 * must not know of the threads and states that the {@link dev.cairn.flow.Projector} keeps.
 */
@NullMarked
package dev.cairn.flow.internal;

import org.jspecify.annotations.NullMarked;
