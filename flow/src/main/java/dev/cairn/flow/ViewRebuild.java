package dev.cairn.flow;

import dev.cairn.AsOf;
import dev.cairn.Cursor;
import dev.cairn.EventBatch;
import dev.cairn.EventReader;
import dev.cairn.Position;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.flow.internal.PlacedFailure;
import dev.cairn.flow.internal.SqliteTarget;
import dev.cairn.flow.internal.Target;
import dev.cairn.flow.internal.TargetSession;
import dev.cairn.flow.internal.ViewCopy;
import dev.cairn.flow.internal.ViewDifference;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes the tables of a projection anew beside those that serve: {@link #build}, {@link #compare},
 * {@link #switchOver}, and {@link #rollBack} if that was wrong. Until the switch, readers and a
 * projector that runs notice nothing; with it, rows and checkpoint change in one transaction.
 *
 * <p>What operators had a projector skip ({@link ProcessorControl#skip}) before the rebuild began
 * is left out here too. It writes to a file of its own beside the view, and goes on there if it was
 * ended. After a switch to another version of the projection's code, start projectors of that
 * version: one of the old version that still runs stops and says so. Used by one thread, but for
 * {@link #progress} and {@link #stop}.
 */
public final class ViewRebuild implements AutoCloseable {

  /**
   * How far a rebuild is.
   *
   * @param position everything up to here is in the new tables
   * @param goal up to where it builds
   */
  public record Progress(Position position, Position goal) {}

  private final EventReader events;
  private final Projection projection;
  private final SqliteView view;
  private final SqliteView copy;
  private final int batchEventsMax;
  private final Set<Position> skipped;
  private Consumer<Progress> listener = _ -> {};
  private volatile Progress progress = new Progress(Position.START, Position.START);
  private volatile boolean stopping;

  private ViewRebuild(
      EventReader events,
      Projection projection,
      SqliteView view,
      SqliteView copy,
      int batchEventsMax) {
    this.events = events;
    this.projection = projection;
    this.view = view;
    this.copy = copy;
    this.batchEventsMax = batchEventsMax;
    this.skipped = skipped(events, projection.name());
  }

  /**
   * Begins, or goes on with one that was ended.
   *
   * @param events the log
   * @param projection as it shall be
   * @param view where it serves, in this version or an older one
   * @param options how many events a transaction has
   */
  public static ViewRebuild of(
      EventReader events, Projection projection, SqliteView view, ProjectorOptions options) {
    SqliteView copy = SqliteView.open(beside(view, projection.name(), "next"));
    return new ViewRebuild(events, projection, view, copy, options.batchEventsMax());
  }

  private static Path beside(SqliteView view, String projection, String what) {
    String name = URLEncoder.encode(projection, StandardCharsets.UTF_8);
    return view.file().resolveSibling("%s.%s.%s".formatted(view.file().getFileName(), name, what));
  }

  /** How far {@link #build} is, from any thread. */
  public Progress progress() {
    return progress;
  }

  /** Calls back after each batch, on the thread that builds, in the place of the last listener. */
  public void onProgress(Consumer<Progress> newListener) {
    listener = newListener;
  }

  /** Has {@link #build} end soon, from any thread; the next call goes on. */
  public void stop() {
    stopping = true;
  }

  /**
   * Builds the new tables up to where the view is, so that both can be compared; all of the log if
   * the projection is not in the view.
   *
   * @return how far they are: less than the goal if it was stopped
   * @throws ProjectionFailedException if the projection fails
   */
  public Progress build() {
    return buildTo(viewPosition().orElseGet(events::head));
  }

  private Optional<Position> viewPosition() {
    try (ViewDifference difference = difference()) {
      return difference.position();
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  private ViewDifference difference() throws SQLException {
    return ViewDifference.open(view.database(), copy.file(), projection.name());
  }

  private ViewUnusableException unusable(SQLException e) {
    return new ViewUnusableException(view.file(), String.valueOf(e.getMessage()), e);
  }

  private Progress buildTo(Position goal) {
    stopping = false;
    SqliteTarget target = new SqliteTarget(projection, copy.database());
    try {
      boolean more = true;
      while (more) {
        Optional<TargetSession> opened = target.open(events, Target.Opening.FIRST);
        if (opened.isPresent()) {
          try (TargetSession session = opened.get()) {
            more = !follow(session, goal);
          }
        }
      }
      return progress;
    } catch (PlacedFailure e) {
      throw new ProjectionFailedException(projection.name(), e.place(), e.thrown());
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ProjectionFailedException(
          projection.name(), FailurePlace.behind(progress.position()), e);
    }
  }

  /** Whether nothing more is to be done; else the session is of no more use. */
  private boolean follow(TargetSession session, Position goal) throws Exception {
    progress = new Progress(session.position(), goal);
    ReadRequest rest =
        ReadRequest.log(projection.filter()).after(session.position()).asOf(AsOf.position(goal));
    try (Cursor<RecordedEvent> read = events.read(rest)) {
      while (goal.isAfter(session.position()) && !stopping) {
        EventBatch batch = batch(read, goal);
        switch (session.apply(batch, () -> stopping)) {
          case APPLIED -> {
            progress = new Progress(session.position(), goal);
            listener.accept(progress);
          }
          case BUSY, LOST -> {
            return false;
          }
          case GIVEN_UP -> {
            return true;
          }
        }
      }
      return true;
    }
  }

  private EventBatch batch(Cursor<RecordedEvent> read, Position goal) {
    List<RecordedEvent> batch = new ArrayList<>();
    Position upTo = goal;
    for (int i = 0; i < batchEventsMax && read.hasNext(); i++) {
      RecordedEvent event = read.next();
      upTo = event.position();
      if (!skipped.contains(upTo)) {
        batch.add(event);
      }
    }
    return new EventBatch(batch, read.hasNext() ? upTo : goal);
  }

  private static Set<Position> skipped(EventReader events, String projection) {
    return ProcessorNames.isName(projection)
        ? Set.copyOf(ProcessorControl.notes(events, projection).skipped())
        : Set.of();
  }

  /**
   * Compares the new tables with those that serve, at the position of these.
   *
   * @throws ViewUnusableException if the projection is not in the view, or behind the new tables;
   *     let its projector run
   */
  public ViewComparison compare() {
    try (ViewDifference difference = difference()) {
      Position position =
          difference
              .position()
              .orElseThrow(() ->
                  new ViewUnusableException(
                      view.file(),
                      "projection '%s' was never in it, so there is nothing to compare"
                          .formatted(projection.name()),
                      null));
      Position built = buildTo(position).position();
      if (!built.equals(position)) {
        throw new ViewUnusableException(
            view.file(),
            "projection '%s' is at position %s there and at %s in the new tables; compare when both are at one position"
                .formatted(projection.name(), position, built),
            null);
      }
      return difference.compare(position);
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  /**
   * Builds up to the end of the log, keeps the tables that serve as a copy, and puts the new ones
   * in their place.
   *
   * @return false if it was stopped; nothing was changed
   */
  public boolean switchOver() {
    Progress built = buildTo(events.head());
    if (built.goal().isAfter(built.position())) {
      return false;
    }
    if (viewPosition().isPresent()) {
      keep();
    }
    ViewCopy.replace(view.database(), copy.file(), projection.name());
    return true;
  }

  private void keep() {
    try (SqliteView previous = SqliteView.open(beside(view, projection.name(), "previous"))) {
      ViewCopy.replace(previous.database(), view.file(), projection.name());
    }
  }

  /**
   * Puts the tables back that served before the last switch; a projector of their version goes on
   * from where they are.
   *
   * @param projection the name of the projection
   * @throws ViewUnusableException if none are kept
   */
  public static void rollBack(SqliteView view, String projection) {
    Path kept = beside(view, projection, "previous");
    if (!Files.exists(kept)) {
      throw new ViewUnusableException(
          view.file(),
          "no earlier tables of projection '%s' are kept; it was never switched"
              .formatted(projection),
          null);
    }
    ViewCopy.replace(view.database(), kept, projection);
  }

  /** Closes the file of the new tables, which stays for the next one to go on with. */
  @Override
  public void close() {
    copy.close();
  }
}
