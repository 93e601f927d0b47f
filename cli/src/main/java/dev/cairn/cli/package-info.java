/**
 * The {@code ledger} command: appends events to a store in a folder and shows what is in it.
 *
 * <p>{@link dev.cairn.cli.Main} starts it; {@code Ledger} is the command line as a whole, with one
 * class for each command. Results go to standard output and nothing else does; the exit codes stand
 * in {@code Exit}. Appending takes the store's lock; every other command reads beside a writer.
 *
 * <p>Commands reach a store through {@code StoreAccess} alone, and must not touch the store's files
 * themselves.
 */
@NullMarked
package dev.cairn.cli;

import org.jspecify.annotations.NullMarked;
