/**
 * The published test kit.
 *
 * <p>Entry types: {@link dev.cairn.testkit.InMemoryEventStore} for tests of what is built on a
 * store; {@link dev.cairn.testkit.EventStoreConformance}, {@link
 * dev.cairn.testkit.DurableStoreConformance} and {@link dev.cairn.testkit.DiskConformance}, the
 * suites an implementation extends; {@link dev.cairn.testkit.MemoryDisk}, {@link
 * dev.cairn.testkit.FaultyDisk} and {@link dev.cairn.testkit.PowerCutTrial} for power cuts and
 * errors; {@link dev.cairn.testkit.VirtualClock}, {@link dev.cairn.testkit.SeededRandom} and {@link
 * dev.cairn.testkit.Eventually} for tests that can be repeated.
 *
 * <p>This package knows the contracts of events and of the disk and JUnit; it must not depend on
 * any implementation of them.
 */
@NullMarked
package dev.cairn.testkit;

import org.jspecify.annotations.NullMarked;
