package dev.cairn.bank;

import static dev.cairn.testkit.Eventually.holds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.StreamId;
import dev.cairn.StreamInfo;
import dev.cairn.Version;
import dev.cairn.bank.account.Account;
import dev.cairn.bank.account.AccountCommand.Deposit;
import dev.cairn.bank.account.AccountId;
import dev.cairn.bank.account.Money;
import dev.cairn.bank.account.PersonName;
import dev.cairn.bank.demo.Demo;
import dev.cairn.log.LogStore;
import dev.cairn.model.Aggregates;
import dev.cairn.model.Loaded;
import dev.cairn.model.SnapshotFiles;
import dev.cairn.model.SnapshotStore;
import dev.cairn.model.SnapshotVerdict;
import dev.cairn.model.SnapshotVerifier;
import dev.cairn.model.Snapshots;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snapshots of the bank's accounts. */
class BankSnapshotTest {

  @TempDir private Path data;

  @Test
  void anAccountIsLoadedFromItsSnapshotAndIsWhatItsHistorySays() throws IOException {
    Path folder = data.resolve("store");
    SnapshotFiles files = SnapshotFiles.in(folder.resolve(SnapshotFiles.FOLDER));
    try (LogStore store = LogStore.open(folder);
        Snapshots snapshots = Snapshots.of(store, files)) {
      Demo.make().recordIn(store);
      String stream = busiest(store);
      AccountId account = new AccountId(stream.substring("account-".length()));
      Bank bank = new Bank(store, snapshots);
      long begun = store.version(StreamId.of(stream)).number();
      for (long version = begun; version < begun + 110; version++) {
        assertInstanceOf(
            BankAnswer.Done.class,
            bank.handle(
                account, new Deposit(Money.of(1, currency(store, account)), ""), Optional.empty()));
      }
      holds("what is due was taken", () -> snapshots.stats().waiting() == 0);

      Version last = Version.of((begun + 110) / 100 * 100);
      assertEquals(last, files.versions(StreamId.of(stream)).getFirst());
      Loaded<Account> loaded =
          Aggregates.of(store).withSnapshots(snapshots).load(Account.TYPE, account.value());
      assertEquals(Aggregates.of(store).load(Account.TYPE, account.value()), loaded);
      assertTrue(snapshots.stats().used() > 0);
      List<SnapshotVerdict> verdicts = new ArrayList<>();
      SnapshotVerifier verifier = SnapshotVerifier.of(store, new BankDomain().aggregates());
      files.visit(entry ->
          verdicts.add(
              verifier.verify(
                  assertInstanceOf(SnapshotStore.Found.Intact.class, entry.found()).snapshot())));
      assertTrue(!verdicts.isEmpty());
      verdicts.forEach(verdict -> assertEquals(new SnapshotVerdict.Sound(), verdict));
    }
  }

  private static String busiest(LogStore store) {
    try (var streams = store.streams()) {
      return streams.toList().stream()
          .filter(info -> info.stream().category().equals("account"))
          .max(Comparator.comparing(StreamInfo::version))
          .orElseThrow()
          .stream()
          .value();
    }
  }

  private static String currency(LogStore store, AccountId account) {
    return assertInstanceOf(
            Account.Open.class, Aggregates.of(store).load(Account.TYPE, account.value()).state())
        .balance()
        .currency()
        .getCurrencyCode();
  }

  @Test
  void theBankKeepsThemInItsStore() throws IOException {
    AccountId account;
    try (LogStore store = LogStore.open(data.resolve("store"))) {
      Bank bank = new Bank(store);
      BankAnswer.Done opened =
          assertInstanceOf(
              BankAnswer.Done.class,
              bank.open(
                  new NewAccount(new PersonName("Ada", "Lovelace"), Currency.getInstance("EUR")),
                  Optional.empty()));
      account = opened.accounts().getFirst().id();
      for (int i = 0; i < 98; i++) {
        var _ = bank.handle(account, new Deposit(Money.of(1, "EUR"), ""), Optional.empty());
      }
    }
    Path file = data.resolve("store/snapshots/account-" + account.value() + "/100.json");
    try (BankApp app = BankApp.start(data, 0, false);
        var client = HttpClient.newHttpClient()) {
      assertTrue(!Files.exists(file));
      var request =
          HttpRequest.newBuilder(
                  URI.create(
                      "http://127.0.0.1:%d/api/accounts/%s/deposits"
                          .formatted(app.port(), account.value())))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString("{\"amount\":1,\"currency\":\"EUR\"}"))
              .build();
      assertEquals(200, client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    assertTrue(Files.exists(file));
  }
}
