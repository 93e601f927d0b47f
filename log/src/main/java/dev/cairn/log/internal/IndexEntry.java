package dev.cairn.log.internal;

/**
 * What an index keeps of one event.
 *
 * @param from where its line begins in the segment
 * @param to behind its line feed
 * @param crc the checksum of its line
 * @param version its place in its stream
 * @param keys what it can be found by
 */
record IndexEntry(long from, long to, int crc, long version, IndexKeys keys) {

  static IndexEntry of(LogEvent event, int crc, long from, long to) {
    return new IndexEntry(from, to, crc, event.versionNumber(), IndexKeys.of(event));
  }
}
