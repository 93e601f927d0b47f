package dev.cairn.cli;

import dev.cairn.EventBatch;
import dev.cairn.EventReader;
import dev.cairn.RecordedEvent;
import dev.cairn.Subscription;
import dev.cairn.WrongStoreException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows events, and with {@code --follow} those to come. */
@Command(name = "list", description = "Show events, oldest first.")
final class ListCommand implements Callable<Integer> {

  private static final int BATCH_MOST = 1_000;
  private static final Duration BATCH_WAIT = Duration.ofSeconds(1);

  @Mixin private final SelectionOptions options = new SelectionOptions();

  @Option(names = "--backwards", description = "Newest first.")
  private boolean backwards;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many events.")
  private long limit = Long.MAX_VALUE;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with the events to come; ends with Ctrl-C or at the limit.")
  private boolean follow;

  @Mixin private final Format.Choice output = new Format.Choice();

  private final Ledger ledger;

  ListCommand(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Integer call() throws InterruptedException {
    Selection selection = options.selection(backwards);
    if (limit < 0) {
      throw CommandException.usage("--limit is 0 or greater, not " + limit);
    }
    Printer<RecordedEvent> printer = new Printer<>(new EventView(), output.format, ledger.out());
    if (follow) {
      checkFollowable(selection);
      follow(selection, printer);
    } else {
      list(selection, printer);
    }
    printer.end();
    return Exit.OK;
  }

  private void checkFollowable(Selection selection) {
    if (backwards || selection.until() != null || selection.upTo() != null) {
      throw CommandException.usage(
          "--follow goes forwards without an end; leave out --backwards, --until and --up-to");
    }
    if (output.format == Format.JSON || output.format == Format.TABLE) {
      throw CommandException.usage(
          "--follow has no end, which -o %s needs; use -o jsonl or -o plain"
              .formatted(output.format));
    }
  }

  private void list(Selection selection, Printer<RecordedEvent> printer) {
    try (EventReader reader = ledger.openForReading()) {
      selection.visit(reader, limit, printer::print);
    }
  }

  private void follow(Selection selection, Printer<RecordedEvent> printer)
      throws InterruptedException {
    try (EventReader reader = ledger.awaitStore();
        Subscription subscription = subscribe(reader, selection)) {
      long left = limit;
      while (left > 0) {
        EventBatch batch = subscription.next((int) Math.min(left, BATCH_MOST), BATCH_WAIT);
        for (RecordedEvent event : batch.events()) {
          if (selection.covers(event)) {
            printer.print(event);
            left--;
          }
        }
        ledger.out().flush();
      }
    }
  }

  private static Subscription subscribe(EventReader reader, Selection selection) {
    try {
      return reader.subscribe(selection.filter(), selection.after());
    } catch (WrongStoreException e) {
      throw CommandException.usage(
          "--after %s is beyond the last event, which is at %s"
              .formatted(selection.after(), reader.head()));
    }
  }
}
