package dev.cairn.log.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each planted bug is found by the programme, or the programme is not worth its time. The table of
 * {@code docs/reliability.md} names the same bugs and what finds them.
 */
@Tag("crash")
final class LogPlantedBugTest {

  private static SmallProof finds(DiskBug bug) {
    return switch (bug) {
      case SKIPS_FOLDER_SYNC,
          NEVER_SYNCS_THE_LOG,
          ACKNOWLEDGES_BEFORE_SYNC,
          COPIES_INSTEAD_OF_RENAMING ->
          SmallProof.CRASH;
      case RETRIES_A_FAILED_SYNC, IGNORES_A_FAILED_SYNC -> SmallProof.SYNC;
    };
  }

  /** The rows of the table. */
  static List<String> rows() {
    List<String> rows = new ArrayList<>();
    for (DiskBug bug : DiskBug.values()) {
      rows.add("| %s | the disk | %s |".formatted(bug, finds(bug).test()));
    }
    for (SourceBug bug : SourceBug.values()) {
      rows.add("| %s | %s | %s |".formatted(bug, bug.file(), bug.caughtBy().test()));
    }
    return rows;
  }

  @ParameterizedTest
  @EnumSource
  void aBugOfTheDiskSeamIsFound(DiskBug bug) throws Exception {
    try {
      finds(bug).run(bug);
    } catch (AssertionError | RuntimeException e) {
      return;
    }
    throw new AssertionError(bug + " was not found by " + finds(bug).test());
  }

  @ParameterizedTest
  @EnumSource
  void aBugInTheEngineIsFound(SourceBug bug, @TempDir Path scratch) throws IOException {
    Throwable found = PlantedBugs.caught(bug, scratch);
    assertTrue(found instanceof AssertionError || found instanceof RuntimeException, bug::name);
  }

  @Test
  void thePageHasExactlyTheTableOfTheseBugs() throws IOException {
    Files.createDirectories(Path.of("target"));
    Files.write(Path.of("target", "reliability-bugs.md"), rows());
    if (!Page.isBeingWritten()) {
      assertEquals(rows(), Page.rows("bugs"));
    }
    Figures.put("planted bugs, all of them found", rows().size());
  }
}
