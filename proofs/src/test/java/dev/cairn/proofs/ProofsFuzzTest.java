package dev.cairn.proofs;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What fuzzing has left behind goes through every parser again. */
@Tag("fuzz")
final class ProofsFuzzTest {

  @ParameterizedTest
  @EnumSource
  void everyInputThatIsKeptIsReadOrRefused(FuzzTarget target) throws IOException {
    List<Path> inputs = target.inputs();
    assertFalse(inputs.isEmpty());
    for (Path input : inputs) {
      byte[] bytes = Files.readAllBytes(input);
      assertDoesNotThrow(() -> target.take(bytes), input::toString);
    }
  }
}
