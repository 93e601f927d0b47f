package dev.cairn.log.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.testkit.MemoryDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class LogTest {

  @Test
  void whoIsWokenBeforeItWaitsDoesNotWait() throws InterruptedException {
    Log log =
        new Log(
            new MemoryDisk(),
            Path.of("/store"),
            StoreHeader.fresh(new UUID(1, 2), Instant.EPOCH),
            List.of());
    CountDownLatch woken = new CountDownLatch(1);
    long known = log.wakes();
    log.wake();
    Thread waiting =
        Thread.ofVirtual()
            .start(() -> {
              try {
                log.awaitBeyond(0, known, Duration.ofDays(1).toNanos());
                woken.countDown();
              } catch (InterruptedException e) {
                // The test is over.
              }
            });
    try {
      assertTrue(woken.await(10, TimeUnit.SECONDS));
    } finally {
      waiting.interrupt();
    }
  }
}
