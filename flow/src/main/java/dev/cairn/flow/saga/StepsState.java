package dev.cairn.flow.saga;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a process of steps is.
 *
 * @param data what it is about; null before it began
 * @param done how many steps were done
 * @param toUndo names of the steps that are yet to be undone if it fails, or has failed, in the
 *     order in which they were done
 * @param failed whether a step has failed
 * @param <D> what the process is about
 */
public record StepsState<D>(@Nullable D data, int done, List<String> toUndo, boolean failed) {

  /** Copies the list. */
  public StepsState {
    toUndo = List.copyOf(toUndo);
  }

  static <D> StepsState<D> initial() {
    return new StepsState<>(null, 0, List.of(), false);
  }

  /** What it is about; empty before it began. */
  public Optional<D> about() {
    return Optional.ofNullable(data);
  }

  StepsState<D> began(D newData) {
    return new StepsState<>(newData, done, toUndo, failed);
  }

  StepsState<D> done(SagaStep<?, D> step) {
    return new StepsState<>(data, done + 1, plus(step), failed);
  }

  StepsState<D> failed(SagaStep<?, D> step, boolean mayBeDone) {
    return new StepsState<>(data, done, mayBeDone ? plus(step) : toUndo, true);
  }

  StepsState<D> undone(String step) {
    return new StepsState<>(
        data, done, toUndo.stream().filter(name -> !name.equals(step)).toList(), failed);
  }

  private List<String> plus(SagaStep<?, D> step) {
    if (!step.canBeUndone()) {
      return toUndo;
    }
    List<String> more = new ArrayList<>(toUndo);
    more.add(step.name());
    return more;
  }
}
