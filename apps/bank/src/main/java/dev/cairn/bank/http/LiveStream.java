package dev.cairn.bank.http;

import dev.cairn.Position;
import dev.cairn.bank.view.AccountRow;
import dev.cairn.bank.view.BankView;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Server-sent events: the accounts that changed, each time the view has applied something. Every
 * client pulls for itself, from the view and behind its own position, so a slow one costs nobody
 * else and one that comes back misses nothing: it names the last position it saw in {@code
 * Last-Event-ID}, or at first in {@code ?after=}. A position that the view does not have yet is
 * answered with the event {@code reset}: read everything again.
 */
final class LiveStream implements AutoCloseable {

  /** Most clients at once. */
  static final int CLIENTS_MAX = 100;

  private static final int ACCOUNTS_MAX = 500;
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");

  private final BankView view;
  private final Semaphore places = new Semaphore(CLIENTS_MAX);
  private volatile boolean closed;

  LiveStream(BankView view) {
    this.view = view;
  }

  void serve(ServerRequest request, ServerResponse response) {
    QueryParameters query = QueryParameters.of(request);
    Optional<String> after = query.text("after");
    query.end();
    Position from =
        request
            .headers()
            .first(LAST_EVENT_ID)
            .or(() -> after)
            .map(LiveStream::position)
            .orElseGet(view::position);
    if (!places.tryAcquire()) {
      throw new ProblemException(
          Problem.of(
              503,
              "too-many-listeners",
              "Too many are listening",
              "At most %d can listen at once.".formatted(CLIENTS_MAX)));
    }
    try {
      response.header(HeaderNames.CACHE_CONTROL, "no-store");
      try (SseSink sink = response.sink(SseSink.TYPE)) {
        follow(sink, from);
      }
    } catch (java.io.UncheckedIOException | IllegalStateException _) {
      // The client went away, which is how every stream ends.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
    }
  }

  private static Position position(String text) {
    try {
      return Position.parse(text);
    } catch (IllegalArgumentException _) {
      throw new ProblemException(
          Problem.badRequest("'%s' is not a position; one looks like 42.".formatted(text)));
    }
  }

  private void follow(SseSink sink, Position from) throws InterruptedException {
    Position seen = from;
    if (seen.isAfter(view.position())) {
      seen = view.position();
      sink.emit(event("reset", seen, Map.of("position", seen.toString())));
    }
    sink.emit(SseEvent.builder().comment("connected").build());
    long beat = System.nanoTime();
    while (!closed) {
      Position applied = view.awaitBeyond(seen, LOOK);
      if (applied.isAfter(seen)) {
        seen = emitChanges(sink, seen, applied);
        beat = System.nanoTime();
      } else if (System.nanoTime() - beat > HEARTBEAT.toNanos()) {
        sink.emit(SseEvent.builder().comment("still here").build());
        beat = System.nanoTime();
      }
    }
  }

  /** Tells what changed behind a position; returns up to where it told. */
  private Position emitChanges(SseSink sink, Position seen, Position applied) {
    List<AccountRow> changed = view.changed(seen, ACCOUNTS_MAX);
    Position upTo =
        changed.size() < ACCOUNTS_MAX || changed.getLast().position().isAfter(applied)
            ? applied
            : changed.getLast().position();
    if (!changed.isEmpty()) {
      List<Map<String, Object>> accounts = changed.stream().map(Json::account).toList();
      sink.emit(event("accounts", upTo, Map.of("position", upTo.toString(), "accounts", accounts)));
    }
    return upTo;
  }

  private static SseEvent event(String name, Position position, Object data) {
    return SseEvent.builder().name(name).id(position.toString()).data(Json.text(data)).build();
  }

  /** Ends every stream soon. */
  @Override
  public void close() {
    closed = true;
  }
}
