package dev.cairn.flow;

import dev.cairn.EventReader;
import dev.cairn.flow.internal.Target;
import dev.cairn.flow.internal.TargetSession;
import java.time.Duration;
import java.util.Optional;

/** Opens the view of a projector as often as it turns out to have been changed by somebody else. */
final class ViewOpener implements RunSession.Opener {

  private final EventReader events;
  private final Target target;
  private final ProjectorOptions options;
  private final ProcessorProgress progress;
  private final Optional<ViewNotes> notes;
  private final ViewTries tries;
  private boolean first = true;

  /**
   * Opens nothing yet.
   *
   * @param notes what operators are told; empty if nobody has a say
   */
  ViewOpener(
      EventReader events,
      Target target,
      ProjectorOptions options,
      ProcessorProgress progress,
      Optional<ViewNotes> notes) {
    this.events = events;
    this.target = target;
    this.options = options;
    this.progress = progress;
    this.notes = notes;
    this.tries = new ViewTries(options.retry(), progress);
  }

  @Override
  public Optional<RunSession> open(RunSession.Run run) throws Exception {
    Duration rest = tries.rest(run.record());
    if (rest.isPositive()) {
      Duration slice = rest.compareTo(options.pollWait()) < 0 ? rest : options.pollWait();
      run.stop().rest(slice, () -> false);
      return Optional.empty();
    }
    try {
      return opened(run);
    } catch (Exception e) {
      tries.failed(e, e, FailurePlace.behind(progress.position()), run.record());
      return Optional.empty();
    }
  }

  private Optional<RunSession> opened(RunSession.Run run) throws Exception {
    notes.ifPresent(desk -> desk.introduce(run.record()));
    Optional<TargetSession> opened = target.open(events, why(run.record()));
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    first = false;
    TargetSession session = opened.get();
    try {
      notes.ifPresent(desk -> desk.begun(run.record()));
      return Optional.of(
          new ViewSession(
              events.subscribe(target.filter(), session.position()),
              session,
              options,
              progress,
              run,
              tries,
              notes));
    } catch (Throwable e) {
      session.close();
      throw e;
    }
  }

  private Target.Opening why(ProcessorRecord record) {
    if (record.reset().isPresent()) {
      return Target.Opening.ANEW;
    }
    return first ? Target.Opening.FIRST : Target.Opening.AGAIN;
  }

  @Override
  public void failed(String message) {
    notes.ifPresent(desk -> desk.failed(message));
  }

  @Override
  public void close() {
    notes.ifPresent(ViewNotes::close);
  }
}
