package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cairn.proofs.ProofPage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProofPageCommandTest {

  @TempDir Path temp;

  @Test
  void thePageIsPrintedAsItIsAndNeedsNoStore() {
    Path missing = temp.resolve("missing");
    assertEquals(ProofPage.make().html(), Shell.on(missing).ok("proof-page"));
  }
}
