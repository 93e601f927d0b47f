package dev.cairn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class VersionTest {

  @Test
  void versionsCountFromOne() {
    assertEquals(Version.FIRST, Version.NONE.next());
    assertEquals(Version.of(5), Version.of(2).plus(3));
    assertEquals("5", Version.of(5).toString());
    assertTrue(Version.NONE.compareTo(Version.FIRST) < 0);
    assertTrue(Version.LATEST.compareTo(Version.FIRST) > 0);
    assertFalse(Version.LATEST.compareTo(Version.of(Long.MAX_VALUE)) < 0);
  }

  @Test
  void noVersionIsNegativeOrBeyondTheLast() {
    assertEquals(
        "a version is 0 or greater, not -1",
        assertThrows(IllegalArgumentException.class, () -> Version.of(-1)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> Version.FIRST.plus(-2));
    assertThrows(ArithmeticException.class, Version.LATEST::next);
    assertThrows(ArithmeticException.class, () -> Version.FIRST.plus(Long.MAX_VALUE));
  }
}
