package dev.cairn.bench.contest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

  private static final int CALLERS = 50;
  private static final int EACH = 200;
  private static final int GROUP_MAX = 16;

  @Test
  void everyItemIsWrittenOnceBeforeItsCallerReturnsAndOneLeadsAtATime() throws Exception {
    List<Integer> written = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger leaders = new AtomicInteger();
    GroupCommit<Integer> commits =
        new GroupCommit<>(
            GROUP_MAX,
            group -> {
              assertEquals(1, leaders.incrementAndGet());
              assertTrue(group.size() <= GROUP_MAX);
              written.addAll(group);
              leaders.decrementAndGet();
            });
    List<Future<?>> callers = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < CALLERS; caller++) {
        int first = caller * EACH;
        callers.add(
            executor.submit(() -> {
              for (int i = first; i < first + EACH; i++) {
                commits.append(i);
              }
              return null;
            }));
      }
    }
    for (Future<?> caller : callers) {
      caller.get();
    }

    assertEquals(CALLERS * EACH, written.size());
    assertEquals(CALLERS * EACH, written.stream().distinct().count());
  }

  @Test
  void aFailureReachesTheCallerAndTheNextOneLeads() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    GroupCommit<String> commits =
        new GroupCommit<>(
            GROUP_MAX,
            _ -> {
              if (calls.incrementAndGet() == 1) {
                throw new IOException("no space");
              }
            });

    assertThrows(IOException.class, () -> commits.append("a"));
    commits.append("b");

    assertEquals(2, calls.get());
  }
}
