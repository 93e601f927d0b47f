package dev.cairn.cli;

import dev.cairn.Append;
import dev.cairn.EventReader;
import dev.cairn.EventType;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.StreamId;
import dev.cairn.disk.Disk;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.SignedNote;
import dev.cairn.proofs.Checkpoints;
import dev.cairn.proofs.LogKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The first event of a log that goes on for another one under a new origin: the last checkpoint
 * that was signed of that one. Who has an older one of the old log sees where it ended, and from
 * whom.
 *
 * @param checkpoint the signed note
 */
record Continuation(String checkpoint) {

  /** Its stream. */
  static final StreamId STREAM = StreamId.of("$origin");

  /** Its type. */
  static final EventType TYPE = EventType.of("LogContinued");

  /**
   * That of an old log; empty if it was never signed. Of what lies beside it and what its keys
   * remember, the later one counts: a backup may know nothing of what was signed after it.
   */
  static Optional<Continuation> of(Disk disk, Path store, EventReader log, Optional<Path> keys) {
    Optional<SignedNote> remembered =
        keys.flatMap(folder -> LogKeys.lastSigned(disk, folder, log.id()));
    return Stream.of(Checkpoints.of(disk, store).latest(), remembered)
        .flatMap(Optional::stream)
        .max(Comparator.comparingLong(note -> Checkpoint.parse(note.text()).head().size()))
        .map(note -> new Continuation(note.toString()));
  }

  /** The event; always the same one for the same checkpoint. */
  NewEvent event() {
    return new NewEvent(
        UUID.nameUUIDFromBytes(checkpoint.getBytes(StandardCharsets.UTF_8)),
        TYPE,
        1,
        Set.of(),
        Payload.json("{\"checkpoint\":%s}".formatted(JsonObject.quoted(checkpoint))),
        Payload.none());
  }

  /** The append that a new store begins with. */
  Append append() {
    return Append.to(STREAM, ExpectedVersion.noStream(), event());
  }
}
