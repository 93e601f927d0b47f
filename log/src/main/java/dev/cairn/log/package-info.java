/**
 * The embedded event store. {@link dev.cairn.log.LogStore} opens a folder for reading and writing,
 * one process at a time or several by turns; {@link dev.cairn.log.LogReader} reads the same folder
 * beside it from any process; {@link dev.cairn.log.LogCheck} reads every byte and judges it.
 *
 * <p>The folder is described to the byte in {@code docs/format.md}. The log is the truth: whatever
 * lies in {@code index/} may be deleted and comes back by itself.
 *
 * <p>This module needs the JDK, {@code core} and {@code disk} alone, and touches the disk only
 * through {@link dev.cairn.disk.Disk}.
 */
@NullMarked
package dev.cairn.log;

import org.jspecify.annotations.NullMarked;
