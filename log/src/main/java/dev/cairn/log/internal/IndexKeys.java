package dev.cairn.log.internal;

import dev.cairn.Append;
import dev.cairn.EventType;
import dev.cairn.RequestKey;
import dev.cairn.StreamId;
import dev.cairn.Tag;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an event can be found by.
 *
 * @param id its id
 * @param stream its stream
 * @param category the category of its stream
 * @param type its type
 * @param tags its tags
 * @param request the request whose effect it is, on the first event of such an append
 */
record IndexKeys(
    Key id, Key stream, Key category, Key type, List<Key> tags, @Nullable Key request) {

  static IndexKeys of(LogEvent event) {
    return of(event.id(), event.stream(), event.type(), event.tags(), event.request().orElse(null));
  }

  static IndexKeys of(Append.Entry entry, @Nullable RequestKey request) {
    return of(
        entry.event().id(), entry.stream(), entry.event().type(), entry.event().tags(), request);
  }

  private static IndexKeys of(
      UUID id, StreamId stream, EventType type, Set<Tag> tags, @Nullable RequestKey request) {
    return new IndexKeys(
        Key.of(id),
        Key.of(stream),
        Key.of(stream.category()),
        Key.of(type.value()),
        tags.isEmpty() ? List.of() : tags.stream().map(tag -> Key.of(tag.value())).toList(),
        request == null ? null : Key.of(request.id()));
  }
}
