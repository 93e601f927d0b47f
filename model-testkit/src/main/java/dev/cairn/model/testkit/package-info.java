/**
 * The published test kit of the model.
 *
 * <p>Entry types: {@link dev.cairn.model.testkit.DeciderFixture} for the rules alone, {@link
 * dev.cairn.model.testkit.CommandFixture} for a command on its whole way through a store, with
 * conflicts and time as the test wants them, {@link dev.cairn.model.testkit.SagaFixture} for sagas
 * in virtual time, and {@link dev.cairn.model.testkit.ContendedStore} for tests of one's own. What
 * lifts old events is tried by {@link dev.cairn.model.testkit.UpcasterConformance}, and every store
 * of snapshots extends {@link dev.cairn.model.testkit.SnapshotStoreConformance}. Failures are
 * {@link AssertionError}s that tell the whole scenario.
 *
 * <p>Knows the model, the flow and the test kit of stores; must not depend on an engine.
 */
@NullMarked
package dev.cairn.model.testkit;

import org.jspecify.annotations.NullMarked;
