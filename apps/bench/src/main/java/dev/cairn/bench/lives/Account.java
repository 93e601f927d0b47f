package dev.cairn.bench.lives;

import dev.cairn.EventIds;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.bench.contest.Workload;
import dev.cairn.model.AggregateType;
import dev.cairn.model.Decider;
import dev.cairn.model.Decision;
import dev.cairn.model.EncodedEvent;
import dev.cairn.model.JsonCodec;
import dev.cairn.model.JsonStateCodec;
import java.util.Set;

/**
 * The aggregate that is measured.
 *
 * @param balance what is on it
 * @param count how often something was put on it
 */
public record Account(long balance, long count) {

  /** Its events and how they are decided; no snapshots are used of it. */
  static final AggregateType<Deposit, Account, Event> TYPE =
      AggregateType.of("account", new Rules(), JsonCodec.forSealed(Event.class));

  /** The same, with snapshots. */
  static final AggregateType<Deposit, Account, Event> WITH_SNAPSHOTS =
      TYPE.withSnapshots(JsonStateCodec.of(Account.class));

  private static final Payload METADATA = Payload.json(Workload.METADATA);

  /** The one command. */
  record Deposit(long amount) {}

  /** What happened. */
  public sealed interface Event {}

  /** The one event. */
  public record Deposited(long amount, String currency) implements Event {}

  /** A deposit as it is appended without the command way. */
  static NewEvent event() {
    EncodedEvent form = TYPE.codec().encode(new Deposited(1, "EUR"));
    return new NewEvent(
        EventIds.random(), form.type(), form.schema(), Set.of(), form.data(), METADATA);
  }

  private static final class Rules implements Decider<Deposit, Account, Event> {

    @Override
    public Account initialState() {
      return new Account(0, 0);
    }

    @Override
    public Decision<Event> decide(Deposit command, Account state) {
      return Decision.accepted(new Deposited(command.amount(), "EUR"));
    }

    @Override
    public Account evolve(Account state, Event event) {
      return switch (event) {
        case Deposited(long amount, String _) ->
            new Account(state.balance() + amount, state.count() + 1);
      };
    }
  }
}
