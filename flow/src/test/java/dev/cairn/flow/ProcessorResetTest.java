package dev.cairn.flow;

import static dev.cairn.flow.ProcessorFixture.NAME;
import static dev.cairn.flow.ProcessorFixture.OPTIONS;
import static dev.cairn.flow.ProcessorFixture.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Filter;
import dev.cairn.Position;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A processor is reset while one of its lanes is at work. */
final class ProcessorResetTest {

  @Test
  void whatALaneParksAfterTheOrderIsHandledAnewToo() throws Exception {
    try (ProcessorFixture fixture = new ProcessorFixture()) {
      CountDownLatch ordered = new CountDownLatch(1);
      AtomicInteger tries = new AtomicInteger();
      EventHandler handler =
          delivery -> {
            if (tries.incrementAndGet() == 1) {
              assertTrue(ordered.await(10, TimeUnit.SECONDS));
              throw new IllegalStateException("poison");
            }
            fixture.recorder.handle(delivery);
          };
      ProcessorSpec spec = ProcessorSpec.of(NAME, Filter.everything(), handler);
      ProcessorOptions atOnce = OPTIONS.withRetry(OPTIONS.retry().withAttemptsMax(1));
      long position = fixture.append("a");
      try (Processor processor = Processor.of(fixture.store, spec, fixture.state, atOnce)) {
        processor.start();
        eventually("the lane is at work", () -> tries.get() == 1);
        fixture.control.reset(NAME, Position.START, "bus was wiped");
        ordered.countDown();
        eventually("it is handled", () -> fixture.recorder.positions().equals(List.of(position)));
        assertTrue(fixture.recorder.handled().getFirst().replay().isPresent());
        assertEquals(List.of(), fixture.notes().parked());
        assertEquals(2, tries.get());
      }
    }
  }
}
