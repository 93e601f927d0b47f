package dev.cairn.flow;

import dev.cairn.EventReader;
import dev.cairn.flow.internal.Target;
import dev.cairn.flow.internal.TargetSession;
import java.io.IOException;
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
    try {
      return opened(run);
    } catch (Exception e) {
      tries.failed(e, e, FailurePlace.behind(progress.position()), run.stop());
      return Optional.empty();
    }
  }

  private Optional<RunSession> opened(RunSession.Run run) throws Exception {
    Optional<TargetSession> opened = target.open(events, why(run.record()));
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    first = false;
    TargetSession session = opened.get();
    try {
      if (notes.isPresent()) {
        notes.get().begun(run.record(), session.position());
      }
      return Optional.of(
          new ViewSession(
              events.subscribe(target.filter(), session.position()),
              session,
              options,
              progress,
              run,
              tries,
              notes));
    } catch (Exception e) {
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
  public void failed(String message) throws IOException {
    if (notes.isPresent()) {
      notes.get().failed(message);
    }
  }

  @Override
  public void close() throws IOException {
    if (notes.isPresent()) {
      notes.get().close();
    }
  }
}
