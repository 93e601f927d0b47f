/**
 * How the JSON codec looks at records: which events a sealed type has and under which names ({@link
 * dev.cairn.model.internal.EventClasses}), what a record may hold ({@link
 * dev.cairn.model.internal.RecordShape}) and how Jackson is set up ({@link
 * dev.cairn.model.internal.EventJson}).
 *
 * <p>Not exported. Must not know the command way or a store.
 */
@NullMarked
package dev.cairn.model.internal;

import org.jspecify.annotations.NullMarked;
