package dev.cairn.log.proof;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What many threads at once were told. {@code -Dcairn.histories=N} and {@code -Dcairn.switches=N}
 * run more.
 */
@Tag("concurrency")
final class LogHistoryTest {

  private static final int HISTORIES = Integer.getInteger("cairn.histories", 40);
  private static final int SWITCHES = Integer.getInteger("cairn.switches", 2_000);

  @Test
  void aHistoryOfManyThreadsIsWhatOneThreadCouldHaveDone() throws InterruptedException {
    int told = 0;
    for (int seed = 1; seed <= HISTORIES; seed++) {
      told += new History(seed, 8, 60, 1).run();
    }
    assertTrue(told > HISTORIES);
    Figures.put("histories", HISTORIES);
    Figures.put("histories: appends acknowledged", told);
  }

  @Test
  void noSwitchFromCatchingUpToFollowingLosesOrRepeatsAnEvent() throws InterruptedException {
    long came = new Switches(SWITCHES).run();
    assertTrue(came > SWITCHES);
    Figures.put("switches of subscriptions", SWITCHES);
  }
}
