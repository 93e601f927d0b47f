package dev.cairn.proofs;

import dev.cairn.Append;
import dev.cairn.Cursor;
import dev.cairn.EventStore;
import dev.cairn.EventType;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.merkle.MerkleException;
import dev.cairn.merkle.VerifierKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The event that tells a log, and so whoever reads it, which keys sign it from now on. It is signed
 * with all that came before. Whom to trust it does not say: a key that only the log itself vouches
 * for is vouched for by nobody.
 *
 * @param added the public keys that sign now and did not when this was told last
 * @param retired those that signed then and do not any more
 */
public record KeyRotated(List<VerifierKey> added, List<VerifierKey> retired) {

  /** The stream of these events. */
  public static final StreamId STREAM = StreamId.of("$keys");

  /** Their type. */
  public static final EventType TYPE = EventType.of("KeyRotated");

  private static final String LIST = "((?:\"[^\"]+\"(?:,\"[^\"]+\")*)?)";

  private static final Pattern DATA =
      Pattern.compile("\\{\"added\":\\[%s],\"retired\":\\[%s]}".formatted(LIST, LIST));

  /** Copies the lists. */
  public KeyRotated {
    added = List.copyOf(added);
    retired = List.copyOf(retired);
  }

  /**
   * Tells a log of the keys that it has not been told of; does nothing where it knows. To be called
   * after each {@link LogKeys#rotate} and {@link LogKeys#retire}; may be called again at any time.
   *
   * @return what was told; empty if there was nothing to tell
   * @throws dev.cairn.AppendRefusedException if another one told it at the same moment; call again
   */
  public static Optional<KeyRotated> tell(EventStore store, LogVerifiers keys) {
    Set<VerifierKey> known = new LinkedHashSet<>();
    Version version = Version.NONE;
    try (Cursor<RecordedEvent> events = store.read(ReadRequest.stream(STREAM))) {
      while (events.hasNext()) {
        RecordedEvent event = events.next();
        version = event.version();
        of(event)
            .ifPresent(change -> {
              known.addAll(change.added);
              change.retired.forEach(known::remove);
            });
      }
    }
    List<VerifierKey> added = new ArrayList<>(keys.active());
    added.removeAll(known);
    List<VerifierKey> retired = new ArrayList<>(known);
    retired.removeAll(keys.active());
    if (added.isEmpty() && retired.isEmpty()) {
      return Optional.empty();
    }
    KeyRotated change = new KeyRotated(added, retired);
    var _ = store.append(Append.to(STREAM, ExpectedVersion.exactly(version), change.event()));
    return Optional.of(change);
  }

  /** What an event tells; empty if it is none of these. */
  public static Optional<KeyRotated> of(RecordedEvent event) {
    Matcher data = DATA.matcher(event.data().isJson() ? event.data().text() : "");
    if (!event.type().equals(TYPE) || !data.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new KeyRotated(parsed(data.group(1)), parsed(data.group(2))));
    } catch (MerkleException notOurs) {
      return Optional.empty();
    }
  }

  private static List<VerifierKey> parsed(String list) {
    return list.isEmpty()
        ? List.of()
        : List.of(list.substring(1, list.length() - 1).split("\",\"", -1)).stream()
            .map(VerifierKey::parse)
            .toList();
  }

  private NewEvent event() {
    return NewEvent.of(
        TYPE,
        Payload.json("{\"added\":[%s],\"retired\":[%s]}".formatted(text(added), text(retired))));
  }

  /** Neither an origin nor Base64 has anything in it that JSON would write otherwise. */
  private static String text(List<VerifierKey> keys) {
    return keys.stream().map(key -> "\"" + key + "\"").collect(Collectors.joining(","));
  }
}
