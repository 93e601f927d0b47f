package dev.cairn.model.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.model.EventSchema;
import dev.cairn.model.JsonCodec;
import dev.cairn.model.Upcaster;
import dev.cairn.model.Upcasters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class UpcasterConformanceTest {

  private static final String OLD = "{\"type\":\"Paid\",\"schema\":1,\"data\":{\"amount\":5}}";

  @TempDir private Path folder;

  /** Events of two schemas. */
  public sealed interface Payment {

    /** Its second schema names a currency. */
    @EventSchema(2)
    record Paid(long amount, String currency) implements Payment {}
  }

  private static final class Suite extends UpcasterConformance<Payment> {

    Suite(Path folder, boolean writes, UnaryOperator<ObjectNode> step) {
      super(
          JsonCodec.forSealed(Payment.class)
              .withUpcasters(Upcasters.of(Upcaster.from("Paid", 1).changing(step))),
          folder,
          writes);
    }

    @Override
    protected List<Payment> examples() {
      return List.of(new Payment.Paid(1, "EUR"));
    }
  }

  private static ObjectNode dollars(ObjectNode old) {
    return old.put("currency", "USD");
  }

  @Test
  @SuppressWarnings("JUnitMethodInvoked") // The suite is what is tested.
  void aMissingFileIsAFailureUntilItIsWritten() throws IOException {
    Suite suite = new Suite(folder, false, UpcasterConformanceTest::dollars);
    assertFails("[Paid schema 1, Paid schema 2]", suite::everyFormThatWasEverStoredHasAGoldenFile);
    Files.writeString(folder.resolve("old.json"), OLD);
    assertFails("does not say what it is read as", suite::everyGoldenFileIsReadAsItSays);

    new Suite(folder, true, UpcasterConformanceTest::dollars)
        .everyFormThatWasEverStoredHasAGoldenFile();

    suite.everyFormThatWasEverStoredHasAGoldenFile();
    suite.everyGoldenFileIsReadAsItSays();
    suite.whatIsLiftedIsOfTodaysForm();
    suite.theSameEventGivesTheSameWhateverWasReadBefore();
    assertFails(
        "is read otherwise",
        new Suite(folder, false, old -> old.put("currency", "EUR"))::everyGoldenFileIsReadAsItSays);
  }

  @Test
  void aStepThatIsNotPureIsFoundOut() throws IOException {
    Files.writeString(folder.resolve("old.json"), OLD);
    AtomicLong count = new AtomicLong();
    assertFails(
        "is not lifted by a pure function",
        new Suite(folder, false, old -> dollars(old).put("amount", count.incrementAndGet()))
            ::theSameEventGivesTheSameWhateverWasReadBefore);
  }

  private static void assertFails(String reason, Executable test) {
    String message = String.valueOf(assertThrows(AssertionError.class, test).getMessage());
    assertTrue(message.contains(reason), message);
  }
}
