package dev.cairn.bank.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.cairn.EventReader;
import dev.cairn.bank.Bank;
import dev.cairn.bank.BankAnswer;
import dev.cairn.bank.BankApp;
import dev.cairn.bank.NewAccount;
import dev.cairn.bank.account.AccountCommand.Deposit;
import dev.cairn.bank.account.AccountId;
import dev.cairn.bank.account.Money;
import dev.cairn.bank.account.PersonName;
import dev.cairn.flow.ProcessorControl;
import dev.cairn.log.LogReader;
import dev.cairn.log.LogStore;
import dev.cairn.relay.mail.MailAddress;
import dev.cairn.testkit.Eventually;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Currency;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The office is told of accounts, over the whole way from a request to a mailbox. */
class AccountNoticesTest {

  @TempDir private Path data;

  private final GreenMail mailbox = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));

  @BeforeEach
  void start() {
    mailbox.start();
    mailbox.setUser("office@bank.example", "office", "secret");
  }

  @AfterEach
  void stop() {
    mailbox.stop();
  }

  private Optional<NoticeOptions> options() {
    URI uri = URI.create("smtp://127.0.0.1:" + mailbox.getSmtp().getPort());
    return Optional.of(
        new NoticeOptions(
            NoticeOptions.server(uri),
            MailAddress.of("bank@bank.example"),
            MailAddress.of("office@bank.example")));
  }

  private static void open(int port, String owner) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/accounts"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(owner))
              .build();
      assertEquals(201, client.send(request, BodyHandlers.discarding()).statusCode());
    }
  }

  private AccountId openedBefore(String first) {
    try (LogStore store = LogStore.open(data.resolve("store"))) {
      Bank bank = new Bank(store);
      NewAccount asked =
          new NewAccount(new PersonName(first, "Lovelace"), Currency.getInstance("EUR"));
      BankAnswer.Done opened =
          assertInstanceOf(BankAnswer.Done.class, bank.open(asked, Optional.empty()));
      AccountId account = opened.accounts().getFirst().id();
      assertInstanceOf(
          BankAnswer.Done.class,
          bank.handle(account, new Deposit(Money.of(1, "EUR"), ""), Optional.empty()));
      return account;
    }
  }

  private void awaitMails(int count) {
    Eventually.holds(count + " mails", () -> mailbox.getReceivedMessages().length == count);
  }

  @Test
  void anAccountIsOpenedAndAMailArrivesAlsoForWhatHappenedWhileNobodyTold() throws Exception {
    AccountId before = openedBefore("Ada");
    try (BankApp bank = BankApp.start(data, 0, false, options())) {
      open(bank.port(), "{\"firstName\":\"Bob\",\"currency\":\"EUR\"}");
      awaitMails(1);
    }
    AccountId between = openedBefore("Eve");
    try (BankApp _ = BankApp.start(data, 0, false, options())) {
      awaitMails(2);
    }
    MimeMessage mail = mailbox.getReceivedMessages()[1];
    long customer = Long.parseLong(between.value());
    assertEquals("Account of customer %d opened".formatted(customer), mail.getSubject());
    assertEquals(
        "Customer %d has a new account, in EUR.".formatted(customer),
        String.valueOf(mail.getContent()).strip());
    for (MimeMessage each : mailbox.getReceivedMessages()) {
      assertEquals(-1, each.getSubject().indexOf(before.value()));
    }
  }

  @Test
  void withoutTheOptionNothingRunsThatCouldSend() throws Exception {
    try (BankApp bank = BankApp.start(data, 0, false)) {
      open(bank.port(), "{\"firstName\":\"Bob\",\"currency\":\"EUR\"}");
    }
    try (EventReader store = LogReader.open(data.resolve("store"))) {
      assertEquals(Set.of("bank.accounts"), ProcessorControl.names(store), "its view alone");
    }
  }

  @Test
  void aBankWhoseMailServerIsDownOpensAndServes() throws Exception {
    Optional<NoticeOptions> options = options();
    mailbox.stop();
    for (int i = 0; i < 2; i++) {
      try (BankApp bank = BankApp.start(data, 0, false, options)) {
        open(bank.port(), "{\"firstName\":\"Bob\",\"currency\":\"EUR\"}");
      }
    }
  }
}
