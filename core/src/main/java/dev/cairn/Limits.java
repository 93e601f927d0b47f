package dev.cairn;

/**
 * The limits of a store on what one append may hold.
 *
 * @param dataBytesMax most bytes of one event's data
 * @param metadataBytesMax most bytes of one event's metadata
 * @param appendEventsMax most events of one append
 * @param appendBytesMax most bytes of data and metadata of one append
 */
public record Limits(
    int dataBytesMax, int metadataBytesMax, int appendEventsMax, int appendBytesMax) {

  /** 4 MiB of data, 64 KiB of metadata; 10,000 events or 32 MiB an append. */
  public static final Limits DEFAULT = new Limits(4 << 20, 64 << 10, 10_000, 32 << 20);

  /** Checks that every limit allows something. */
  public Limits {
    if (Math.min(
            Math.min(dataBytesMax, metadataBytesMax), Math.min(appendEventsMax, appendBytesMax))
        < 1) {
      throw new IllegalArgumentException("every limit is 1 or greater");
    }
  }

  /**
   * Refuses an append that exceeds a limit.
   *
   * @throws LimitExceededException naming the limit
   */
  public void check(Append append) {
    LimitExceededException.check("events of an append", append.entries().size(), appendEventsMax);
    if (append.entries().isEmpty() && append.request().isPresent()) {
      throw new IllegalArgumentException("an append for a request has at least one event");
    }
    long total = 0;
    for (Append.Entry entry : append.entries()) {
      NewEvent event = entry.event();
      LimitExceededException.check("bytes of data", event.data().size(), dataBytesMax);
      LimitExceededException.check("bytes of metadata", event.metadata().size(), metadataBytesMax);
      total += (long) event.data().size() + event.metadata().size();
    }
    LimitExceededException.check("bytes of an append", total, appendBytesMax);
  }
}
