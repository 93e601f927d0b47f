/**
 * The contract every Cairn event store keeps: what an event is, how it is appended under
 * conditions, how it is read and followed, and which errors can happen.
 *
 * <p>Entry types: {@link dev.cairn.EventStore} and {@link dev.cairn.EventReader}; {@link
 * dev.cairn.NewEvent} goes in, {@link dev.cairn.RecordedEvent} comes out; {@link
 * dev.cairn.CairnException} is the root of every error.
 *
 * <p>This package needs the JDK alone and assumes neither one process nor one machine: it must not
 * depend on any other module.
 */
@NullMarked
package dev.cairn;

import org.jspecify.annotations.NullMarked;
