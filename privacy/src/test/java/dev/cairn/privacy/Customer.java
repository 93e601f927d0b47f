package dev.cairn.privacy;

import dev.cairn.model.AggregateType;
import dev.cairn.model.Decider;
import dev.cairn.model.Decision;
import dev.cairn.model.JsonStateCodec;
import dev.cairn.model.SnapshotPolicy;
import dev.cairn.model.SnapshotRule;
import dev.cairn.privacy.CustomerEvent.Left;
import dev.cairn.privacy.CustomerEvent.Registered;
import dev.cairn.privacy.CustomerEvent.Renamed;
import java.util.Optional;

/**
 * The state of a customer.
 *
 * @param name what the customer is called, where that is known
 * @param events how much happened
 */
public record Customer(Optional<Personal<String>> name, long events) {

  /** The commands are events that are to happen. */
  static AggregateType<CustomerEvent, Customer, CustomerEvent> type(KeyVault vault) {
    return AggregateType.of("customer", new Rules(), Samples.codec(vault))
        .withSnapshots(
            SnapshotRule.by(SealingStateCodec.of(JsonStateCodec.of(Customer.class), vault))
                .withPolicy(SnapshotPolicy.everyEvents(2)));
  }

  private static final class Rules implements Decider<CustomerEvent, Customer, CustomerEvent> {

    @Override
    public Customer initialState() {
      return new Customer(Optional.empty(), 0);
    }

    @Override
    public Decision<CustomerEvent> decide(CustomerEvent command, Customer state) {
      return Decision.accepted(command);
    }

    @Override
    public Customer evolve(Customer state, CustomerEvent event) {
      Optional<Personal<String>> name =
          switch (event) {
            case Registered registered -> Optional.of(registered.name());
            case Renamed renamed -> Optional.of(renamed.name());
            case Left _, CustomerEvent.ContactsNoted _, CustomerEvent.Paid _ -> state.name();
          };
      return new Customer(name, state.events() + 1);
    }
  }
}
