package dev.cairn.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class InvalidCodecTest {

  @Test
  void binaryFractionsAreRefusedWhereverTheyHide() {
    assertFaults(
        InvalidEvents.Fractions.class, "Plain.amount is a double", "Inner.values is a Float");
  }

  @Test
  void twoEventsOfOneNameAreRefused() {
    assertFaults(InvalidEvents.SameNames.class, "the name 'Paid' is claimed by");
  }

  @Test
  void everyLeafMustBeARecord() {
    assertFaults(InvalidEvents.Gaps.class, "Classy is neither", "Open is neither");
  }

  @Test
  void allFaultsAreNamedAtOnce() {
    assertFaults(
        InvalidEvents.Various.class,
        "Generic has type parameters",
        "control character",
        "schema version is 1 or greater");
  }

  @Test
  void recordsOutOfReachOfJacksonInANamedModuleAreRefused() {
    assertFaults(
        InvalidEvents.Secret.class,
        "out of reach of tools.jackson.databind; make it public and export dev.cairn.model");
  }

  @Test
  void aTypeThatIsNotSealedIsRefused() {
    assertFaults(Runnable.class, "java.lang.Runnable is neither a record nor sealed");
  }

  private static void assertFaults(Class<?> events, String... expected) {
    InvalidCodecException error =
        assertThrows(InvalidCodecException.class, () -> JsonCodec.forSealed(events));
    List<String> faults = error.faults();
    assertEquals(expected.length, faults.size(), faults::toString);
    for (int i = 0; i < expected.length; i++) {
      String fault = faults.get(i);
      assertTrue(fault.contains(expected[i]), fault);
    }
    assertTrue(
        error.toString().contains(": %s cannot".formatted(events.getName())), error::toString);
  }
}
