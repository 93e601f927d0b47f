package dev.cairn.merkle;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which log is meant: its origin and the keys that it may sign with. To be had from elsewhere than
 * the log, and kept: a log that can choose its own identity proves nothing.
 *
 * @param origin the first line of its checkpoints
 * @param keys one of them must have signed; two overlap while a key is replaced
 */
public record LogIdentity(String origin, List<VerifierKey> keys) {

  /**
   * Checks the keys.
   *
   * @throws IllegalArgumentException if there is none, or one of a type that no log signs with
   */
  public LogIdentity {
    keys = List.copyOf(keys);
    if (keys.isEmpty() || !keys.stream().allMatch(key -> key.type().isForLogs())) {
      throw new IllegalArgumentException(
          "the log %s needs keys, of types that logs sign with: %s".formatted(origin, keys));
    }
  }

  /** A log that signs with one key, whose name is its origin. */
  public static LogIdentity of(VerifierKey key) {
    return new LogIdentity(key.name(), List.of(key));
  }

  /**
   * Opens a checkpoint of this log.
   *
   * @param cosigners keys whose signatures are verified as well, if there are any
   * @throws MalformedException if the text is no checkpoint
   * @throws UnprovenException if it is of another log, or none of the log's keys has signed, or a
   *     signature of a known key is not good
   */
  public OpenedCheckpoint open(SignedNote note, List<VerifierKey> cosigners) {
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    if (!checkpoint.origin().equals(origin)) {
      throw new UnprovenException(
          "this is a checkpoint of the log %s, not of %s"
              .formatted(Text.shown(checkpoint.origin()), origin));
    }
    List<GoodSignature> good = note.open(Stream.concat(keys.stream(), cosigners.stream()).toList());
    if (good.stream().noneMatch(signature -> keys.contains(signature.key()))) {
      throw new UnprovenException(
          "no key of the log %s has signed its checkpoint of size %d"
              .formatted(origin, checkpoint.head().size()));
    }
    return new OpenedCheckpoint(checkpoint, good);
  }
}
