/**
 * Tests of what only the real disk can do: locks between processes, a full file system, the
 * system's own errors. What every disk must do is the conformance suite of the testkit, which the
 * real disk passes there.
 */
@NullMarked
package dev.cairn.disk;

import org.jspecify.annotations.NullMarked;
