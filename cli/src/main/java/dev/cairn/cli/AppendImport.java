package dev.cairn.cli;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.CairnException;
import dev.cairn.Cursor;
import dev.cairn.EventReader;
import dev.cairn.EventStore;
import dev.cairn.LimitExceededException;
import dev.cairn.Limits;
import dev.cairn.RecordedEvent;
import dev.cairn.RequestKey;
import dev.cairn.StreamId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Appends the lines of an import to a store, as new events. They are read as a whole before
 * anything is appended. Each piece is appended for a request that names the content of the import,
 * so running it again after it was cut short goes on where it ended.
 */
final class AppendImport {

  /** Most events of one import that appends: their ids are compared in memory. */
  static final int EVENTS_MAX = 1_000_000;

  private record EventKey(StreamId stream, UUID id) {}

  private final ImportSource source;
  private final StreamId fallback;
  private final Limits limits;
  private final int eventsMax;
  private String digest = "";
  private long count;
  private long repeated;
  private long appended;
  private Optional<AppendResult> done = Optional.empty();

  /**
   * Prepares an import.
   *
   * @param fallback where lines go that name no stream
   * @param limits what one append may hold
   * @param eventsMax most events of the import; {@link #EVENTS_MAX}
   */
  AppendImport(ImportSource source, StreamId fallback, Limits limits, int eventsMax) {
    this.source = source;
    this.fallback = fallback;
    this.limits = limits;
    this.eventsMax = eventsMax;
  }

  /** How many events there are. */
  long count() {
    return count;
  }

  /** How many of them an earlier run had appended. */
  long repeated() {
    return repeated;
  }

  /** Where the events are that this run appended. */
  Optional<AppendResult> done() {
    return done;
  }

  private ImportPieces pieces() {
    return new ImportPieces(new ImportLines(source, limits), fallback);
  }

  /** Judges every line by itself. */
  void validate() {
    MessageDigest sum = sha256();
    sum.update(fallback.value().getBytes(StandardCharsets.UTF_8));
    Set<EventKey> ids = new HashSet<>();
    try (ImportPieces pieces = pieces()) {
      pieces.each(
          piece -> validate(piece, ids),
          line -> {
            sum.update((byte) '\n');
            sum.update(line);
          });
    }
    if (count == 0) {
      throw ImportLines.empty();
    }
    digest = HexFormat.of().formatHex(sum.digest());
  }

  private void validate(ImportPieces.Piece piece, Set<EventKey> ids) {
    check(piece);
    for (int i = 0; i < piece.entries().size(); i++) {
      Append.Entry entry = piece.entries().get(i);
      if (!ids.add(new EventKey(entry.stream(), entry.event().id()))) {
        throw fault(piece.lines().get(i), "id", "the id is used before in its stream");
      }
    }
    count += piece.entries().size();
    if (count > eventsMax) {
      throw fault(
          piece.lines().getFirst(),
          "type",
          "an import that appends has at most %d events; split it".formatted(eventsMax));
    }
  }

  private void check(ImportPieces.Piece piece) {
    try {
      limits.check(Append.of(piece.entries()));
    } catch (LimitExceededException e) {
      throw fault(piece.lines().getFirst(), "type", String.valueOf(e.getMessage()));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static CommandException fault(ImportLine line, String key, String reason) {
    return ImportLines.fault(line.number(), line.members().fault(key, reason));
  }

  private RequestKey request(ImportPieces.Piece piece) {
    return new RequestKey("import %s line %d".formatted(digest, piece.firstLine()), digest);
  }

  /** Refuses what the store would refuse, before anything is appended. */
  void check(EventReader reader) {
    try (ImportPieces pieces = pieces()) {
      pieces.each(piece -> {
        if (reader.find(request(piece)).isPresent()) {
          repeated += piece.entries().size();
        } else {
          check(piece, reader);
        }
      });
    }
  }

  private static void check(ImportPieces.Piece piece, EventReader reader) {
    for (int i = 0; i < piece.entries().size(); i++) {
      Append.Entry entry = piece.entries().get(i);
      ImportLine line = piece.lines().get(i);
      if (line.members().has("id") && holds(reader, entry)) {
        throw CommandException.withExit(
            Exit.CONFLICT,
            String.valueOf(
                fault(
                        line,
                        "id",
                        "stream '%s' of the store already holds an event with the id %s; nothing was appended"
                            .formatted(entry.stream(), entry.event().id()))
                    .getMessage()));
      }
    }
  }

  private static boolean holds(EventReader reader, Append.Entry entry) {
    try (Cursor<RecordedEvent> found = reader.find(entry.event().id())) {
      return found.toList().stream().anyMatch(event -> event.stream().equals(entry.stream()));
    }
  }

  /** Appends piece by piece. */
  void append(EventStore store, Progress shown) {
    repeated = 0;
    appended = 0;
    try (ImportPieces pieces = pieces()) {
      pieces.each(piece -> {
        append(piece, store);
        appended += piece.entries().size();
        shown.at(appended);
      });
    }
  }

  private void append(ImportPieces.Piece piece, EventStore store) {
    AppendResult result;
    try {
      result = store.append(Append.of(piece.entries()).forRequest(request(piece)));
    } catch (CairnException e) {
      throw CommandException.withExit(
          Exit.of(e),
          "import: the piece that begins in line %d failed: %s; %s"
              .formatted(piece.firstLine(), e.getMessage(), doneBefore()));
    }
    if (result.repeated()) {
      repeated += piece.entries().size();
      return;
    }
    done =
        Optional.of(
            done.map(before ->
                    new AppendResult(before.first(), result.last(), result.versions(), false))
                .orElse(result));
  }

  private String doneBefore() {
    return done.map(all ->
            "events %s to %s were appended before it; run the same import again to go on"
                .formatted(Text.position(all.first()), Text.position(all.last())))
        .orElse("nothing was appended");
  }
}
