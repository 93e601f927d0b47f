package dev.cairn.bank.demo;

import dev.cairn.Append;
import dev.cairn.AppendCondition;
import dev.cairn.AppendResult;
import dev.cairn.EventStore;
import dev.cairn.ExpectedVersion;
import dev.cairn.StreamId;
import java.util.Currency;
import java.util.List;
import java.util.Map;

/**
 * The demonstration as it will be recorded: one atomic append, so a store has all of it or none.
 *
 * @param entries its events in order
 * @param streams the streams they go to
 * @param totals the sum of all balances in each currency, in the smallest unit: what was paid in
 *     less what was paid out
 */
public record Demo(List<Append.Entry> entries, List<StreamId> streams, Map<Currency, Long> totals) {

  /** How many customers it has. */
  public static final int CUSTOMERS = 50;

  /** Copies the collections. */
  public Demo {
    entries = List.copyOf(entries);
    streams = List.copyOf(streams);
    totals = Map.copyOf(totals);
  }

  /** Returns the demonstration, the same every time but for the times that the store assigns. */
  public static Demo make() {
    return new DemoBuilder().build();
  }

  /**
   * Records it.
   *
   * @throws dev.cairn.WrongVersionException if the store has one of its accounts already
   */
  public AppendResult recordIn(EventStore store) {
    Append append = Append.of(entries);
    for (StreamId stream : streams) {
      append = append.under(new AppendCondition.StreamVersion(stream, ExpectedVersion.noStream()));
    }
    return store.append(append);
  }
}
