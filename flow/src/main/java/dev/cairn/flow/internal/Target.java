package dev.cairn.flow.internal;

import dev.cairn.EventReader;
import dev.cairn.Filter;
import java.util.Optional;

/** Where events go and where it is remembered how far they went: a set of tables, or memory. */
public interface Target {

  /** The name of the processor that fills it. */
  String name();

  /** The events it takes. */
  Filter filter();

  /**
   * Gets ready to continue where the target stands.
   *
   * @param first whether this is the first time since its projector was started; a change of the
   *     code's version is taken as an order to rebuild only then
   * @return empty if somebody else was in the way; ask again, unless there is something else to do
   * @throws dev.cairn.WrongStoreException if what is there was made from another store
   */
  Optional<TargetSession> open(EventReader events, boolean first) throws Exception;
}
