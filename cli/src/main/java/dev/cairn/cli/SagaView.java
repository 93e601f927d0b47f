package dev.cairn.cli;

import dev.cairn.flow.saga.SagaStatus;
import dev.cairn.flow.saga.SagaStatus.Awaited;
import dev.cairn.flow.saga.SagaStatus.AwaitedAnswer;
import dev.cairn.flow.saga.SagaStatus.AwaitedDeadline;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a saga looks. */
record SagaView() implements View<SagaStatus> {

  @Override
  public List<String> headings() {
    return List.of("SAGA", "PHASE", "SINCE", "WAITS FOR", "REASON");
  }

  @Override
  public List<String> cells(SagaStatus status) {
    return List.of(
        status.stream().value(),
        phase(status),
        Text.seconds(status.since()),
        awaited(status),
        Text.oneLine(status.reason()));
  }

  @Override
  public String plain(SagaStatus status) {
    String awaited = awaited(status);
    return "%s | %s since %s%s%s"
        .formatted(
            status.stream(),
            phase(status),
            Text.seconds(status.since()),
            awaited.isEmpty() ? "" : " | waits for " + awaited,
            status.reason().isEmpty() ? "" : " | " + Text.oneLine(status.reason()));
  }

  static String phase(SagaStatus status) {
    return status.phase().name().toLowerCase(Locale.ROOT);
  }

  private static String awaited(SagaStatus status) {
    return status.awaited().stream().map(SagaView::text).collect(Collectors.joining("; "));
  }

  private static String text(Awaited awaited) {
    return switch (awaited) {
      case AwaitedAnswer answer -> "%s of %s".formatted(answer.command(), answer.to());
      case AwaitedDeadline deadline ->
          "%s at %s".formatted(deadline.deadline(), Text.seconds(deadline.due()));
    };
  }

  @Override
  public void json(SagaStatus status, JsonObject object) {
    object
        .string("aggregate_id", status.stream().value())
        .string("phase", phase(status))
        .string("since", Text.micros(status.since()))
        .strings("waits_for", status.awaited().stream().map(SagaView::text).toList())
        .string("reason", status.reason());
  }
}
