package dev.cairn.model;

import java.util.List;

/**
 * What an application knows of its events, for tools that know none. Found with {@link
 * java.util.ServiceLoader}, so an implementation has a public constructor without parameters; it is
 * made once and must be thread-safe.
 */
public interface Domain {

  /** The upcasters of all its codecs; {@link Upcasters#none()} where there are none. */
  Upcasters upcasters();

  /** Its kinds of aggregates, for tools that fold events. */
  List<AggregateType<?, ?, ?>> aggregates();
}
