package dev.cairn.log.internal;

import org.jspecify.annotations.Nullable;

/**
 * What an index keeps of one event.
 *
 * @param from where its line begins in the segment
 * @param to behind its line feed
 * @param crc the checksum of its line
 * @param id its id
 * @param stream its stream
 * @param request the request whose effect it is, on the first event of such an append
 */
record IndexEntry(long from, long to, int crc, Key id, Key stream, @Nullable Key request) {

  static IndexEntry of(LogEvent event, int crc, long from, long to) {
    Key request = event.request().map(key -> Key.of(key.id())).orElse(null);
    return new IndexEntry(from, to, crc, Key.of(event.id()), Key.of(event.stream()), request);
  }
}
