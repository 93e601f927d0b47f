package dev.cairn.flow.saga;

/**
 * A command that a saga sends.
 *
 * @param name what the saga calls it; the answer comes under that name
 * @param to the kind of aggregate it is for
 * @param id which one
 * @param command what is asked for
 * @param <C> the commands of that kind
 */
public record SagaCommand<C>(String name, Receiver<C> to, String id, C command) {

  @Override
  public String toString() {
    return "'%s' to %s-%s: %s".formatted(name, to.category(), id, command);
  }
}
