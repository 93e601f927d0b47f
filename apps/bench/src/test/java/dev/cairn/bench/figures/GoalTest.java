package dev.cairn.bench.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.bench.figures.Goal.Comparison;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoalTest {

  @Test
  void linesAreReadAndCommentsPassedOver() {
    List<Goal> goals =
        Goal.parse(
            """
            # goals
            scan        ratio-limit >= 0.9  # a comment

            single/256  p99 < 2000
            open/clean  seconds <= 0.1 at 10000000
            single/1    ratio-sqlite > 1.0
            """);

    assertEquals(
        List.of(
            new Goal("scan", "ratio-limit", Comparison.AT_LEAST, 0.9, 0),
            new Goal("single/256", "p99", Comparison.BELOW, 2000, 0),
            new Goal("open/clean", "seconds", Comparison.AT_MOST, 0.1, 10_000_000),
            new Goal("single/1", "ratio-sqlite", Comparison.ABOVE, 1, 0)),
        goals);
  }

  @Test
  void aGoalIsWrittenAsItIsRead() {
    assertEquals("scan ratio-limit >= 0.9", Goal.parse("scan ratio-limit >= 0.9").getFirst() + "");
    assertEquals(
        "open seconds <= 1 at 10,000,000 events",
        Goal.parse("open seconds <= 1 at 10000000").getFirst().toString());
  }

  @Test
  void whatIsNoGoalIsNamed() {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Goal.parse("scan is fast"));

    assertEquals(
        "'scan is fast' is no goal; one looks like 'scan ratio-limit >= 0.9'", error.getMessage());
  }

  @Test
  void theGoalsInTheJarAreReadable() throws IOException {
    try (InputStream text = Goal.class.getResourceAsStream("goals.txt")) {
      assertNotNull(text);
      List<Goal> goals = Goal.parse(new String(text.readAllBytes(), StandardCharsets.UTF_8));

      assertEquals(38, goals.size());
      assertEquals(goals.size(), goals.stream().distinct().count());
    }
  }

  @Test
  void theGoalsOfLongLivesAreReadable() throws IOException {
    try (InputStream text = Goal.class.getResourceAsStream("lives-goals.txt")) {
      assertNotNull(text);
      List<Goal> goals = Goal.parse(new String(text.readAllBytes(), StandardCharsets.UTF_8));

      assertEquals(6, goals.size());
      assertEquals(goals.size(), goals.stream().distinct().count());
    }
  }

  @Test
  void theGoalsOfProofsAreReadable() throws IOException {
    try (InputStream text = Goal.class.getResourceAsStream("proofs-goals.txt")) {
      assertNotNull(text);
      List<Goal> goals = Goal.parse(new String(text.readAllBytes(), StandardCharsets.UTF_8));

      assertEquals(11, goals.size());
      assertEquals(goals.size(), goals.stream().distinct().count());
    }
  }

  @Test
  void theGoalsOfTheFlowAreReadable() throws IOException {
    try (InputStream text = Goal.class.getResourceAsStream("flow-goals.txt")) {
      assertNotNull(text);
      List<Goal> goals = Goal.parse(new String(text.readAllBytes(), StandardCharsets.UTF_8));

      assertEquals(9, goals.size());
      assertEquals(goals.size(), goals.stream().distinct().count());
    }
  }
}
