package dev.cairn.flow.internal;

import dev.cairn.EventReader;
import dev.cairn.Filter;
import java.util.Optional;

/** Where events go and where it is remembered how far they went: a set of tables, or memory. */
public interface Target {

  /** Why a target is opened. */
  enum Opening {
    /** For the first time since its projector was started. */
    FIRST,
    /** Once more: a change of the code's version is no order to make the tables anew then. */
    AGAIN,
    /** To be emptied and made anew. */
    ANEW
  }

  /** The name of the processor that fills it. */
  String name();

  /** The events it takes. */
  Filter filter();

  /**
   * Gets ready to continue where the target stands.
   *
   * @param why what it is opened for
   * @return empty if somebody else was in the way; ask again, unless there is something else to do
   * @throws dev.cairn.WrongStoreException if what is there was made from another store
   */
  Optional<TargetSession> open(EventReader events, Opening why) throws Exception;
}
