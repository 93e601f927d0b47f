package dev.cairn.bank.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.WrongVersionException;
import dev.cairn.bank.view.AccountRow;
import dev.cairn.bank.view.BankView;
import dev.cairn.flow.StateFolder;
import dev.cairn.testkit.InMemoryEventStore;
import dev.cairn.testkit.MemoryDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Currency;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {

  /** The sums of all balances, in cents and pence; another number means another demonstration. */
  private static final Map<String, Long> TOTALS =
      Map.of("EUR", 10_640_670L, "GBP", 4_747_743L, "USD", 11_151_305L);

  @Test
  void itIsTheSameEveryTime() {
    assertEquals(Demo.make(), Demo.make());
  }

  @Test
  void itHasFiftyCustomersAndAFewThousandEvents() {
    Demo demo = Demo.make();
    assertEquals(Demo.CUSTOMERS, demo.streams().size());
    assertTrue(demo.entries().size() >= 3_000 && demo.entries().size() <= 3_100);
  }

  @Test
  void theBalancesSumToWhatWasPaidInLessWhatWasPaidOut(@TempDir Path folder) {
    try (InMemoryEventStore store = new InMemoryEventStore()) {
      Demo demo = Demo.make();
      demo.recordIn(store);
      try (BankView view =
          BankView.open(
              store, StateFolder.of(new MemoryDisk(), folder), folder.resolve("v.sqlite"))) {
        assertTrue(view.awaitApplied(store.head(), Duration.ofSeconds(10)));
        Map<String, Long> sums = new TreeMap<>();
        for (AccountRow row : view.accounts("", 1_000)) {
          sums.merge(row.balance().currency().getCurrencyCode(), row.balance().minor(), Long::sum);
        }
        assertEquals(TOTALS, sums);
        demo.totals()
            .forEach((Currency c, Long sum) -> assertEquals(sum, sums.get(c.getCurrencyCode())));
      }
    }
  }

  @Test
  void itIsRecordedOnce() {
    try (InMemoryEventStore store = new InMemoryEventStore()) {
      Demo.make().recordIn(store);
      var head = store.head();
      assertThrows(WrongVersionException.class, () -> Demo.make().recordIn(store));
      assertEquals(head, store.head());
    }
  }
}
