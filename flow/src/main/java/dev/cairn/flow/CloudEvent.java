package dev.cairn.flow;

import dev.cairn.Payload;
import dev.cairn.RecordedEvent;
import dev.cairn.StoreId;
import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An event as the world is told of it: CloudEvents 1.0. Source and id together are its identity, by
 * which receivers know one that they have had. Immutable.
 *
 * @param id that of the stored event
 * @param source where it comes from: {@code cairn://store-id/stream}
 * @param type what happened
 * @param subject the stream; null where there is none
 * @param time when it was recorded; null where that is not said
 * @param data what happened in detail
 * @param extensions further attributes by name, lower-case letters and digits: {@link CloudEvents}
 *     has those of Cairn
 */
public record CloudEvent(
    String id,
    URI source,
    String type,
    @Nullable String subject,
    @Nullable Instant time,
    Payload data,
    Map<String, String> extensions) {

  /** Checks that what must be there is, and sorts the extensions. */
  public CloudEvent {
    if (id.isEmpty() || type.isEmpty() || source.toString().isEmpty()) {
      throw new IllegalArgumentException(
          "a cloud event has an id, a source and a type; here: '%s', '%s', '%s'"
              .formatted(id, source, type));
    }
    extensions.keySet().forEach(CloudEvents::checkExtension);
    extensions = Collections.unmodifiableMap(new TreeMap<>(extensions));
  }

  /** What the world is told of a stored event. */
  public static CloudEvent of(RecordedEvent event, StoreId store) {
    return CloudEvents.of(event, store);
  }
}
