/**
 * The inside of the flow: what events go into, which is memory or a SQLite file with its
 * checkpoints, its owned tables and its pool of readers; and the files in which processors keep
 * where they are.
 *
 * <p>Entry types: {@link dev.cairn.flow.internal.Target}, {@link
 * dev.cairn.flow.internal.SqliteDatabase}, {@link dev.cairn.flow.internal.StateFile}. Not exported;
 * it may change without notice and must not know of the threads and states that processors keep.
 */
@NullMarked
package dev.cairn.flow.internal;

import org.jspecify.annotations.NullMarked;
