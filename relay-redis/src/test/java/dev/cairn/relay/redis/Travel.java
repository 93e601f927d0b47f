package dev.cairn.relay.redis;

import dev.cairn.flow.saga.Receiver;
import dev.cairn.flow.saga.SagaStep;
import dev.cairn.flow.saga.SagaType;
import dev.cairn.flow.saga.StepEvent;
import dev.cairn.flow.saga.Steps;
import dev.cairn.flow.saga.StepsState;
import dev.cairn.model.AggregateType;
import dev.cairn.model.Decider;
import dev.cairn.model.Decision;
import dev.cairn.model.JsonCodec;
import dev.cairn.model.JsonStateCodec;
import dev.cairn.model.Refusal;
import java.util.Optional;

/**
 * The rules of trips, hotels and flights alike. What is asked for twice is booked twice and what is
 * cancelled twice is cancelled twice, so that a saga which repeats itself is found out.
 */
final class Travel implements Decider<Travel.Command, Integer, Travel.Event> {

  /** What can be asked for. */
  sealed interface Command {

    /** A trip, whose flight may be full. */
    record OrderTrip(String id, boolean isFull) implements Command {}

    /** A room or a seat, of which there may be none. */
    record Book(boolean isFull) implements Command {}

    /** Undoes a booking. */
    record Cancel() implements Command {}
  }

  /** What happened. */
  sealed interface Event {

    /** A trip was ordered. */
    record TripOrdered(String id, boolean isFull) implements Event {}

    /** A room or a seat was taken. */
    record Booked() implements Event {}

    /** It was given back. */
    record Cancelled() implements Event {}
  }

  /** There is no seat. */
  record Full() implements Refusal {
    @Override
    public String message() {
      return "It is full.";
    }
  }

  /** What the saga is about. */
  record Trip(String id, boolean isFull) {}

  static final AggregateType<Command, Integer, Event> TRIP = type("trip");
  static final AggregateType<Command, Integer, Event> HOTEL = type("hotel");
  static final AggregateType<Command, Integer, Event> FLIGHT = type("flight");

  private static final Receiver<Command> HOTELS = receiver(HOTEL);
  private static final Receiver<Command> FLIGHTS = receiver(FLIGHT);

  /** Books a hotel and a flight; where that is full, it cancels the hotel. */
  static final SagaType<Event, StepsState<Trip>, StepEvent> JOURNEY =
      Steps.of(JsonStateCodec.of(Trip.class), Travel::ordered)
          .then(
              SagaStep.<Event, Trip>named("hotel")
                  .sends(HOTELS, Trip::id, _ -> new Command.Book(false))
                  .undoneBy(HOTELS, Trip::id, _ -> new Command.Cancel()))
          .then(
              SagaStep.<Event, Trip>named("flight")
                  .sends(FLIGHTS, Trip::id, trip -> new Command.Book(trip.isFull())))
          .type("journey")
          .startedBy(TRIP, (event, _) -> ordered(event).map(Trip::id))
          .sendingTo(HOTELS, FLIGHTS);

  private Travel() {}

  private static AggregateType<Command, Integer, Event> type(String category) {
    return AggregateType.of(category, new Travel(), JsonCodec.forSealed(Event.class));
  }

  private static Receiver<Command> receiver(AggregateType<Command, Integer, Event> type) {
    return Receiver.of(type, JsonCodec.forSealed(Command.class));
  }

  private static Optional<Trip> ordered(Event event) {
    return event instanceof Event.TripOrdered(String id, boolean isFull)
        ? Optional.of(new Trip(id, isFull))
        : Optional.empty();
  }

  @Override
  public Integer initialState() {
    return 0;
  }

  @Override
  public Decision<Event> decide(Command command, Integer events) {
    return switch (command) {
      case Command.OrderTrip(String id, boolean isFull) ->
          Decision.accepted(new Event.TripOrdered(id, isFull));
      case Command.Book(boolean isFull) when isFull -> Decision.refused(new Full());
      case Command.Book _ -> Decision.accepted(new Event.Booked());
      case Command.Cancel() -> Decision.accepted(new Event.Cancelled());
    };
  }

  @Override
  public Integer evolve(Integer events, Event event) {
    return events + 1;
  }
}
