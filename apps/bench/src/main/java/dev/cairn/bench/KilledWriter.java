package dev.cairn.bench;

import dev.cairn.bench.contest.Crew;
import dev.cairn.bench.contest.LogAppender;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A program that appends to streams of its own until it is killed, or for half a minute. */
final class KilledWriter {

  private static final int WRITERS = 8;
  private static final int TELL_AFTER = 2_000;
  private static final int BEYOND_THE_CORPUS = 10_000_000;
  private static final int SHARES = 1_000;
  private static final int SHARE_STREAMS = 1_000_000;

  private KilledWriter() {}

  /** Takes the store's folder; prints a line when it has written for a while. */
  public static void main(String[] args) throws InterruptedException {
    // Another one may have been killed a moment ago: its streams are not ours.
    int first = (int) (ProcessHandle.current().pid() % SHARES) * SHARE_STREAMS;
    AtomicInteger next = new AtomicInteger(BEYOND_THE_CORPUS + first);
    AtomicInteger written = new AtomicInteger();
    try (LogAppender appender = new LogAppender(Path.of(args[0]), 1)) {
      var _ =
          Crew.of(WRITERS)
              .run(
                  Duration.ofSeconds(30),
                  _ -> {
                    appender.append(next.incrementAndGet(), 0);
                    if (written.incrementAndGet() == TELL_AFTER) {
                      System.out.println("writing");
                    }
                    return 1;
                  });
    }
  }
}
