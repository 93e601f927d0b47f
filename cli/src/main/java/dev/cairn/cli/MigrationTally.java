package dev.cairn.cli;

/** What became of the events of a store that is migrated. */
final class MigrationTally {

  private long old;
  private long made;
  private long lifted;
  private long split;
  private long dropped;

  /** Counts an append; returns how many old events were counted. */
  long add(LiftedAppend append) {
    for (LiftedAppend.Event event : append.events()) {
      old++;
      made += event.entries().size();
      switch (event.entries().size()) {
        case 0 -> dropped++;
        case 1 -> lifted += event.isLifted() ? 1 : 0;
        default -> split++;
      }
    }
    return old;
  }

  /** How many new events there are. */
  long made() {
    return made;
  }

  @Override
  public String toString() {
    return "%s became %d; %d were lifted, %d split, %d dropped"
        .formatted(old == 1 ? "1 event" : old + " events", made, lifted, split, dropped);
  }
}
