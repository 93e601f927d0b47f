package dev.cairn.bench.contest;

/**
 * The statements that fill a peer's table inside the peer, from a series {@code n(i)} that begins
 * at 0. Streams lie in the log as in {@link Corpus}.
 */
final class SqlFill {

  /** The stream that is not one of ten events. */
  static final String LONG_STREAM = "ledger-0";

  private static final String INTO =
      "INSERT INTO events (stream, version, id, type, recorded, data, metadata) SELECT ";

  private SqlFill() {}

  /**
   * Streams of ten events.
   *
   * @param id makes an id
   * @param json makes a value of the data columns of a text, for example {@code '%s'}
   */
  static String insertStreams(long events, String id, String json) {
    long block = Corpus.blockStreams(events);
    long blockEvents = block * Corpus.STREAM_EVENTS;
    return INTO
        + "'account-' || (i / %1$d * %2$d + i %% %2$d), i %% %1$d / %2$d + 1, %3$s FROM n ORDER BY i"
            .formatted(blockEvents, block, rest(id, json));
  }

  /** One stream. */
  static String insertLong(String id, String json) {
    return INTO + "'%s', i + 1, %s FROM n ORDER BY i".formatted(LONG_STREAM, rest(id, json));
  }

  private static String rest(String id, String json) {
    return "%s, '%s', 1766916000000 + i, %s, %s"
        .formatted(
            id, Workload.TYPE, json.formatted(Workload.DATA), json.formatted(Workload.METADATA));
  }
}
