package dev.cairn.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.InvalidNameException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SubjectIdTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Ann",
        "ann@example.org",
        "ann smith",
        "-7",
        "../7",
        "1234567",
        "4111-1111-1111-1111",
        "ä"
      })
  void whatMaySayWhoItIsIsRefused(String id) {
    assertThrows(InvalidNameException.class, () -> SubjectId.of(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "123456", "customer-7", "01990000-0000-7000-8000-00000000000a"})
  void opaqueIdsAreTaken(String id) {
    assertEquals(id, SubjectId.of(id).value());
  }

  @Test
  void theLimitOfItsLengthIsKept() {
    assertEquals(64, SubjectId.of("x".repeat(SubjectId.LENGTH_MAX)).value().length());
    assertThrows(
        InvalidNameException.class, () -> SubjectId.of("x".repeat(SubjectId.LENGTH_MAX + 1)));
  }
}
