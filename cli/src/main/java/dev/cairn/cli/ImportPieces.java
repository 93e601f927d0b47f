package dev.cairn.cli;

import dev.cairn.Append;
import dev.cairn.InvalidInputException;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of an import as pieces that are appended one by one: events that were appended
 * together stay together, single ones are gathered so that a sync serves many. The same lines give
 * the same pieces. Holds one piece at a time.
 */
final class ImportPieces implements AutoCloseable {

  /** Most single events of a piece. */
  static final int EVENTS_MAX = 1_000;

  /** A piece of so many bytes takes no more. */
  static final long BYTES_ENOUGH = 4 << 20;

  /** What an event says of where it came from, in its metadata. */
  static final String ORIGIN = "imported_from";

  /**
   * What is appended at once.
   *
   * @param firstLine the line it begins in
   * @param lines its lines
   * @param entries its events
   */
  record Piece(long firstLine, List<ImportLine> lines, List<Append.Entry> entries) {

    Piece {
      lines = List.copyOf(lines);
      entries = List.copyOf(entries);
    }
  }

  private final ImportLines lines;
  private final StreamId fallback;
  private @Nullable ImportLine pending;
  private boolean started;

  /** Lines that name no stream go to {@code fallback}. */
  ImportPieces(ImportLines lines, StreamId fallback) {
    this.lines = lines;
    this.fallback = fallback;
  }

  /** Hands over piece after piece. */
  void each(Consumer<Piece> taker) {
    each(taker, _ -> {});
  }

  /** The same; each line is shown as it stands, before the piece that it belongs to. */
  void each(Consumer<Piece> taker, Consumer<byte[]> lineSeen) {
    for (Optional<Piece> piece = next(lineSeen); piece.isPresent(); piece = next(lineSeen)) {
      taker.accept(piece.get());
    }
  }

  private Optional<Piece> next(Consumer<byte[]> seen) {
    if (!started) {
      pending = lines.next(seen).orElse(null);
      started = true;
    }
    if (pending == null) {
      return Optional.empty();
    }
    List<ImportLine> piece = new ArrayList<>();
    List<Append.Entry> entries = new ArrayList<>();
    long bytes = 0;
    while (pending != null && goesOn(piece, bytes, pending)) {
      piece.add(pending);
      entries.add(entry(pending));
      bytes += pending.bytes();
      pending = lines.next(seen).orElse(null);
    }
    return Optional.of(new Piece(piece.getFirst().number(), piece, entries));
  }

  private static boolean goesOn(List<ImportLine> piece, long bytes, ImportLine next) {
    if (piece.isEmpty()) {
      return true;
    }
    ImportLine last = piece.getLast();
    if (last.count() > 1 || next.count() > 1) {
      return next.continues(last);
    }
    return piece.size() < EVENTS_MAX && bytes < BYTES_ENOUGH;
  }

  private Append.Entry entry(ImportLine line) {
    try {
      StreamId stream = line.hasStream() ? line.stream() : fallback;
      if (stream.isSystem()) {
        throw line.members()
            .fault(
                "aggregate_id",
                "stream '%s': names that begin with '$' are Cairn's own".formatted(stream));
      }
      return new Append.Entry(stream, withOrigin(line));
    } catch (LineFault e) {
      throw ImportLines.fault(line.number(), e);
    }
  }

  /**
   * What the store decides anew is kept as a note, so that nothing is lost and nothing pretended.
   */
  private static NewEvent withOrigin(ImportLine line) {
    String origin = origin(line);
    if (origin.isEmpty()) {
      return line.event();
    }
    Optional<Payload> noted;
    try {
      noted = MetadataNote.added(line.event().metadata(), ORIGIN, origin);
    } catch (InvalidInputException e) {
      throw line.members().fault("metadata", String.valueOf(e.getMessage()));
    }
    return line.event()
        .withMetadata(
            noted.orElseThrow(() ->
                line.members()
                    .fault(
                        line.members().has("metadata") ? "metadata" : "metadata_base64",
                        "metadata that are not an object have no room for \"%s\"; leave out position, version and timestamp of the line"
                            .formatted(ORIGIN))));
  }

  private static String origin(ImportLine line) {
    List<String> parts = new ArrayList<>();
    if (line.members().has("position")) {
      parts.add("\"position\":" + line.position());
    }
    if (line.members().has("version")) {
      parts.add("\"version\":" + line.version());
    }
    if (line.members().has("timestamp")) {
      parts.add("\"timestamp\":\"%s\"".formatted(Text.micros(line.timestamp())));
    }
    return parts.isEmpty() ? "" : "{" + String.join(",", parts) + "}";
  }

  @Override
  public void close() {
    lines.close();
  }
}
