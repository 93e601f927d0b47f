package dev.cairn.cli;

import dev.cairn.model.Snapshot;
import dev.cairn.model.SnapshotStore.Found;
import dev.cairn.model.SnapshotVerdict;
import java.util.List;

/**
 * How a snapshot looks.
 *
 * @param compared whether it was compared with the history, or only with the event it rests on
 */
record SnapshotView(boolean compared) implements View<SnapshotRow> {

  @Override
  public List<String> headings() {
    return List.of(
        "STREAM", "VERSION", "POSITION", "TIME", "SCHEMA", "FOLDING", "BYTES", "STATUS", "DETAIL");
  }

  @Override
  public List<String> cells(SnapshotRow row) {
    String bytes = Long.toString(row.entry().bytes());
    return row.entry().found() instanceof Found.Intact(Snapshot one)
        ? List.of(
            one.stream().value(),
            one.version().toString(),
            Text.position(one.position()),
            Text.seconds(one.timestamp()),
            Integer.toString(one.schema()),
            Integer.toString(one.folding()),
            bytes,
            status(row),
            detail(row))
        : List.of("?", "?", "?", "?", "?", "?", bytes, status(row), plain(row));
  }

  @Override
  public String plain(SnapshotRow row) {
    String place =
        row.entry().found() instanceof Found.Intact(Snapshot one)
            ? "%s at version %s | position %s | %s | schema %d, folding %d, %d bytes"
                .formatted(
                    one.stream(),
                    one.version(),
                    Text.position(one.position()),
                    Text.seconds(one.timestamp()),
                    one.schema(),
                    one.folding(),
                    row.entry().bytes())
            : row.entry().place();
    String detail = detail(row);
    return "%s | %s%s".formatted(place, status(row), detail.isEmpty() ? "" : ": " + detail);
  }

  @Override
  public void json(SnapshotRow row, JsonObject object) {
    if (row.entry().found() instanceof Found.Intact(Snapshot one)) {
      object
          .string("aggregate_type", one.aggregateType())
          .string("aggregate_id", one.stream().value())
          .number("version", one.version().number())
          .position("position", one.position())
          .string("timestamp", Text.micros(one.timestamp()))
          .number("schema", one.schema())
          .number("folding", one.folding());
    }
    object
        .string("file", row.entry().place())
        .number("bytes", row.entry().bytes())
        .string("status", status(row))
        .strings("pointers", row.pointers())
        .string("detail", detail(row));
  }

  /** Without a comparison all that is known of a sound one is that its event is in the log. */
  private String status(SnapshotRow row) {
    return isPlaced(row) ? "fits" : row.status();
  }

  private String detail(SnapshotRow row) {
    return isPlaced(row) ? "" : row.detail();
  }

  private boolean isPlaced(SnapshotRow row) {
    return !compared && row.verdict() instanceof SnapshotVerdict.Unused;
  }
}
