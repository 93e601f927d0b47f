/**
 * The one door to the disk. {@link dev.cairn.disk.Disk} is the contract that everything in Cairn
 * which must survive a power cut is written against; {@link dev.cairn.disk.RealDisk} keeps it on a
 * file system, and a simulated disk keeps it in tests, where it may lose, tear and reorder whatever
 * was not synced.
 *
 * <p>This package needs the JDK alone and knows nothing of events.
 */
@NullMarked
package dev.cairn.disk;

import org.jspecify.annotations.NullMarked;
