package dev.cairn.bank.notice;

import dev.cairn.EventStore;
import dev.cairn.Filter;
import dev.cairn.Position;
import dev.cairn.bank.account.Account;
import dev.cairn.bank.account.AccountEvent;
import dev.cairn.flow.Processor;
import dev.cairn.flow.ProcessorControl;
import dev.cairn.flow.ProcessorOptions;
import dev.cairn.flow.ProcessorSpec;
import dev.cairn.flow.StateFolder;
import dev.cairn.flow.WhenParked;
import dev.cairn.relay.mail.Mail;
import dev.cairn.relay.mail.MailFailures;
import dev.cairn.relay.mail.MailRelay;
import dev.cairn.relay.mail.MailTemplate;
import java.time.Duration;
import java.util.Optional;

/**
 * A mail to the office for each account that is opened, beginning with those opened after notices
 * were first turned on. Names stay out of mails: what has left the store cannot be erased. A mail
 * server that is down delays notices and nothing else.
 */
public final class AccountNotices implements AutoCloseable {

  /** The name of the processor, for {@code ledger}. */
  public static final String NAME = "bank.notices";

  private static final Duration FIRST_START_MAX = Duration.ofSeconds(10);

  private final MailRelay relay;
  private final Processor processor;

  private AccountNotices(MailRelay relay, Processor processor) {
    this.relay = relay;
    this.processor = processor;
  }

  /**
   * Begins to send. When it returns, no account that is opened from then on goes without a notice.
   *
   * @param state where it remembers how far it is
   */
  public static AccountNotices start(EventStore store, StateFolder state, NoticeOptions options) {
    MailTemplate template = MailTemplate.of(Account.CODEC, event -> mail(event, options));
    MailRelay relay = new MailRelay(NAME, store.id(), options.server(), template);
    ProcessorSpec spec =
        ProcessorSpec.of(NAME, Filter.category(Account.TYPE.category()), relay)
            .withStart(ProcessorSpec.Start.HEAD);
    Processor processor =
        Processor.of(
            store,
            spec,
            state,
            ProcessorOptions.DEFAULT
                .withRetry(MailFailures.retries())
                .withWhenParked(WhenParked.GO_ON));
    AccountNotices notices = new AccountNotices(relay, processor);
    try {
      notices.begin(store);
      return notices;
    } catch (RuntimeException e) {
      notices.close();
      throw e;
    }
  }

  private void begin(EventStore store) {
    boolean first = ProcessorControl.notes(store, NAME).started().isEmpty();
    Position head = store.head();
    processor.start();
    if (first && !isBehind(head)) {
      throw new IllegalStateException("notices do not begin: " + processor.status());
    }
  }

  private boolean isBehind(Position head) {
    try {
      return processor.awaitSettled(head, FIRST_START_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Optional<Mail> mail(AccountEvent event, NoticeOptions options) {
    return switch (event) {
      case AccountEvent.AccountOpened opened ->
          Optional.of(
              Mail.of(
                  options.from(),
                  options.to(),
                  "Account of customer %d opened".formatted(opened.customer()),
                  "Customer %d has a new account, in %s.\n"
                      .formatted(opened.customer(), opened.currency())));
      case AccountEvent.FundsDeposited _,
          AccountEvent.FundsWithdrawn _,
          AccountEvent.TransferSent _,
          AccountEvent.TransferReceived _ ->
          Optional.empty();
    };
  }

  /** Ends the mail that is being sent, and sends no more. */
  @Override
  public void close() {
    try (relay;
        processor) {
      // The processor first, so that nothing is handed to a relay that is closed.
    }
  }
}
