package dev.cairn.log.internal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/**
 * Jazzer on everything that reads bytes from a disk. A build runs what is kept in {@code
 * src/test/resources}; with {@code JAZZER_FUZZ=1} in the environment one of them fuzzes, see
 * CONTRIBUTING.
 */
@Tag("fuzz")
final class LogFuzzTest {

  @FuzzTest(maxDuration = "60s")
  void line(byte[] bytes) {
    Parsed.line(bytes);
  }

  @FuzzTest(maxDuration = "60s")
  void lines(byte[] bytes) throws IOException {
    Parsed.lines(bytes);
  }

  @FuzzTest(maxDuration = "60s")
  void mark(byte[] bytes) {
    Parsed.mark(bytes);
  }

  @FuzzTest(maxDuration = "60s")
  void index(byte[] bytes) {
    Parsed.index(bytes);
  }

  @FuzzTest(maxDuration = "60s")
  void json(byte[] bytes) {
    Parsed.json(bytes);
  }

  @FuzzTest(maxDuration = "60s")
  void segment(byte[] bytes) throws IOException {
    Parsed.segment(bytes);
  }
}
