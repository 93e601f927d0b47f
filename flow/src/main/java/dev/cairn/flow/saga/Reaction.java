package dev.cairn.flow.saga;

import dev.cairn.LimitExceededException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a saga makes of a trigger, as data. All of it is recorded in one append, together with the
 * mark that the trigger was dealt with; only then are the commands sent, in their order. Made like
 * a sentence: {@code Reaction.recording(new PaymentAsked()).send("pay", PAYMENTS, id, new
 * TakePayment(5)).deadline("pay", at.plus(hour))}. Immutable.
 *
 * @param events what it remembers
 * @param commands what it sends
 * @param deadlines what it waits for; each replaces one of the same name
 * @param cancelled names of deadlines that it does not wait for any more; done before new ones are
 *     set
 * @param turn where it goes from here
 * @param <E> its own events
 */
public record Reaction<E>(
    List<E> events,
    List<SagaCommand<?>> commands,
    List<Deadline> deadlines,
    List<String> cancelled,
    Turn turn) {

  /** Most events, commands, deadlines and cancelled ones of a reaction, each. */
  public static final int PARTS_MAX = 100;

  /** Copies the lists and checks that they fit together. */
  public Reaction {
    events = checked("events", events);
    commands = checked("commands", commands);
    deadlines = checked("deadlines", deadlines);
    cancelled = checked("cancelled deadlines", cancelled);
    if (turn.ends() && !(commands.isEmpty() && deadlines.isEmpty())) {
      throw new IllegalArgumentException(
          "a saga that ends sends no command and sets no deadline, as nobody would hear of their outcome; end it when the answer came");
    }
    Set<String> names = new HashSet<>();
    for (SagaCommand<?> command : commands) {
      if (!names.add(command.name())) {
        throw new IllegalArgumentException(
            "two commands of one reaction are called '%s', so their answers could not be told apart"
                .formatted(command.name()));
      }
    }
  }

  private static <X> List<X> checked(String what, List<X> parts) {
    LimitExceededException.check(what + " of a reaction", parts.size(), PARTS_MAX);
    return List.copyOf(parts);
  }

  /** Nothing follows. */
  public static <E> Reaction<E> nothing() {
    return new Reaction<>(List.of(), List.of(), List.of(), List.of(), new Turn.Onward());
  }

  /** These events are remembered. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <E> Reaction<E> recording(E... events) {
    return Reaction.<E>nothing().record(List.of(events));
  }

  /** The same, and these events are remembered. */
  public Reaction<E> record(List<? extends E> more) {
    List<E> all = new ArrayList<>(events);
    all.addAll(more);
    return new Reaction<>(all, commands, deadlines, cancelled, turn);
  }

  /** The same, and this command is sent. */
  public <C> Reaction<E> send(String name, Receiver<C> to, String id, C command) {
    return send(new SagaCommand<>(name, to, id, command));
  }

  /** The same, and this command is sent. */
  public Reaction<E> send(SagaCommand<?> command) {
    return new Reaction<>(events, plus(commands, command), deadlines, cancelled, turn);
  }

  /** The same, and a deadline is set. */
  public Reaction<E> deadline(String name, Instant due) {
    return new Reaction<>(
        events, commands, plus(deadlines, new Deadline(name, due)), cancelled, turn);
  }

  /** The same, and a deadline is not waited for any more; where there is none, nothing changes. */
  public Reaction<E> cancel(String name) {
    return new Reaction<>(events, commands, deadlines, plus(cancelled, name), turn);
  }

  /** The same, and from here on what was done is being undone. */
  public Reaction<E> compensating() {
    return turning(new Turn.Compensating());
  }

  /** The same, and it waits until an operator has it tried again. */
  public Reaction<E> stuck(String reason) {
    return turning(new Turn.Stuck(reason));
  }

  /** The same, and it has ended with everything done. */
  public Reaction<E> completed() {
    return turning(new Turn.Completed());
  }

  /** The same, and it has ended with everything undone that was done. */
  public Reaction<E> compensated() {
    return turning(new Turn.Compensated());
  }

  private Reaction<E> turning(Turn newTurn) {
    return new Reaction<>(events, commands, deadlines, cancelled, newTurn);
  }

  private static <X> List<X> plus(List<X> parts, X part) {
    List<X> more = new ArrayList<>(parts);
    more.add(part);
    return more;
  }
}
