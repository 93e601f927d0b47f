package dev.cairn.bench.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.bench.figures.Verdict.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static final long EVENTS = 1_000_000;

  private static Figures scan(double ratio) {
    Figures figures = new Figures();
    figures.add("scan", "ratio-limit", "x", Spread.of(ratio));
    return figures;
  }

  private static Verdict judge(String goal, Figures figures) {
    return Verdict.judge(Goal.parse(goal), figures, EVENTS).getFirst();
  }

  @Test
  void aFigureThatKeepsItsBoundMeetsTheGoal() {
    assertEquals(Status.MET, judge("scan ratio-limit >= 0.9", scan(0.9)).status());
    assertEquals(Status.SHORT, judge("scan ratio-limit > 0.9", scan(0.9)).status());
    assertEquals(Status.SHORT, judge("scan ratio-limit >= 0.9", scan(0.89)).status());
    assertEquals(Status.SHORT, judge("scan ratio-limit >= 0.9", scan(Double.NaN)).status());
  }

  @Test
  void whatHoldsForASmallerStoreIsNotProvenForALargerOne() {
    assertEquals(Status.SKIPPED, judge("scan ratio-limit >= 0.9 at 10000000", scan(1)).status());
    assertEquals(Status.SHORT, judge("scan ratio-limit >= 0.9 at 10000000", scan(0.5)).status());
    assertEquals(Status.MET, judge("scan ratio-limit >= 0.9 at 1000000", scan(1)).status());
  }

  @Test
  void whatIsMissingSaysWhy() {
    Figures figures = new Figures();
    figures.skip("relaxed/1", "there is no such mode");
    figures.skip("postgresql", "no server is installed");

    assertEquals("there is no such mode", judge("relaxed/1 ratio-limit >= 1", figures).detail());
    assertEquals("no server is installed", judge("scan ratio-postgresql >= 1", figures).detail());
    assertEquals("not measured in this run", judge("scan ratio-limit >= 1", figures).detail());
  }

  @Test
  void eachGoalHasALine() {
    List<Verdict> verdicts =
        Verdict.judge(
            Goal.parse("scan ratio-limit >= 0.9\nscan p99 < 2\nscan ratio-limit < 0.5\n"),
            scan(1),
            EVENTS);

    assertEquals(1, Verdict.count(verdicts, Status.MET));
    assertEquals(3, Verdict.list(verdicts).lines().count());
    assertTrue(Verdict.list(verdicts).startsWith("met      scan ratio-limit >= 0.9"));
  }
}
