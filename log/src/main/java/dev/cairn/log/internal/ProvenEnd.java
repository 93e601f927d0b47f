package dev.cairn.log.internal;

import dev.cairn.disk.DiskFile;
import java.io.IOException;

/**
 * How far a segment is durable beyond any doubt, told from its lines alone. Group write N+1 begins
 * only after the sync of N returned: so the first line of a later group proves all that lies before
 * it, and of the last group nothing is proven. Damage that is proven to have been durable lies
 * before the end that is told.
 */
final class ProvenEnd {

  private ProvenEnd() {}

  /**
   * Looks at the lines between two offsets.
   *
   * @param from where a line begins; what lies before it is known to be durable
   * @param position the position of that line: its own group begins there at the latest
   * @return the offset behind the last proven line; {@code from} if nothing more is proven
   */
  static long of(DiskFile file, long from, long position, long to) throws IOException {
    LineScanner lines = new LineScanner(file, from, to);
    long expected = position;
    long commit = position;
    long proven = from;
    long damage = -1;
    while (lines.next()) {
      LogEvent event = lines.isSound() ? Loader.parse(lines.bytes()) : null;
      if (event == null) {
        damage = damage < 0 ? lines.from() : damage;
        continue;
      }
      if (event.commit() > commit) {
        commit = event.commit();
        // Damage that may belong to the later group itself is not proven.
        proven = damage >= 0 && commit <= expected ? damage : lines.from();
      }
      expected = event.sequence() + 1;
      damage = -1;
    }
    return proven;
  }
}
