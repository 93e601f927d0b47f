package dev.cairn;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * An event that is to be recorded. Immutable; made by the factories and refined by the {@code
 * with…} methods.
 *
 * @param id unique in its stream
 * @param type what happened
 * @param schema the version of the schema that the data follow; 1 or greater
 * @param tags labels for queries across streams, at most {@link #TAGS_MAX}
 * @param data what happened in detail; {@code {}} where there is nothing to say
 * @param metadata who and why; {@link Payload#none()} for nothing
 */
public record NewEvent(
    UUID id, EventType type, int schema, Set<Tag> tags, Payload data, Payload metadata) {

  /** Most tags of one event. */
  public static final int TAGS_MAX = 64;

  /** Checks the limits; tags are kept in the order of their names. */
  public NewEvent {
    if (schema < 1) {
      throw new IllegalArgumentException("a schema version is 1 or greater, not " + schema);
    }
    if (data.isNone()) {
      throw new IllegalArgumentException("an event has data; where there is nothing to say: {}");
    }
    LimitExceededException.check("tags of an event", tags.size(), TAGS_MAX);
    tags = Tags.sorted(tags);
  }

  /** Returns an event with a new id and JSON data. */
  public static NewEvent of(String type, String json) {
    return of(EventType.of(type), Payload.json(json));
  }

  /** Returns an event with a new id, schema 1, no tags and no metadata. */
  public static NewEvent of(EventType type, Payload data) {
    return new NewEvent(EventIds.random(), type, 1, Set.of(), data, Payload.none());
  }

  /** The same with this id. */
  public NewEvent withId(UUID newId) {
    return new NewEvent(newId, type, schema, tags, data, metadata);
  }

  /** The same with this schema version. */
  public NewEvent withSchema(int newSchema) {
    return new NewEvent(id, type, newSchema, tags, data, metadata);
  }

  /** The same with these tags and no others. */
  public NewEvent withTags(Tag... newTags) {
    return new NewEvent(id, type, schema, Set.copyOf(List.of(newTags)), data, metadata);
  }

  /** The same with this metadata. */
  public NewEvent withMetadata(Payload newMetadata) {
    return new NewEvent(id, type, schema, tags, data, newMetadata);
  }
}
