package dev.cairn.cli;

import dev.cairn.RecordedEvent;
import dev.cairn.flow.ParkedEvent;
import dev.cairn.flow.ProcessorControl;
import dev.cairn.flow.ProcessorStand;
import dev.cairn.log.EventLog;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a processor has still to do. */
@Command(
    name = "outbox",
    description =
        "Show what a relay, or any processor, has not finished: the events that are parked, "
            + "that are tried again, and that are pending, in their order. The log is the outbox, "
            + "so nothing that was appended can be missing here.")
final class OutboxCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "The processor; 'ledger processors' lists them.")
  private String name = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many pending ones (default: 20).")
  private int limit = 20;

  @Mixin private final Format.Choice output = new Format.Choice();

  private final Ledger ledger;

  OutboxCommand(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Integer call() {
    if (limit < 0) {
      throw CommandException.usage("--limit is 0 or greater, not " + limit);
    }
    Printer<OutboxView.Row> printer = new Printer<>(new OutboxView(), output.format, ledger.out());
    try (EventLog log = ledger.openForReading()) {
      if (!ProcessorControl.names(log).contains(name)) {
        throw CommandException.notFound(
            "the store has no processor '%s'; 'ledger processors' lists them".formatted(name));
      }
      ProcessorRow row = ProcessorRow.of(ledger, log, name);
      parked(log, row, printer);
      long pending = pending(log, row, printer);
      printer.end();
      ledger.out().flush();
      ledger
          .console()
          .note(
              "%d parked, %d pending%s"
                  .formatted(
                      row.notes().parked().size(),
                      pending,
                      row.notes().takes().isEmpty()
                          ? " at most: it takes those that answer a query"
                          : ""));
    }
    return Exit.OK;
  }

  private static void parked(EventLog log, ProcessorRow row, Printer<OutboxView.Row> printer) {
    for (ParkedEvent parked : row.notes().parked()) {
      log.event(parked.position())
          .ifPresent(event ->
              printer.print(
                  new OutboxView.Row(event, "parked", parked.attempts(), parked.error())));
    }
  }

  /** All are counted, and the first of them shown. */
  private long pending(EventLog log, ProcessorRow row, Printer<OutboxView.Row> printer) {
    Set<String> held =
        row.notes().parked().stream().map(ParkedEvent::key).collect(Collectors.toSet());
    int[] shown = {0};
    return new Pending(log, row.notes(), row.stand())
        .each(
            Long.MAX_VALUE,
            event -> {
              if (shown[0]++ < limit) {
                printer.print(pending(row, event, held.contains(event.stream().value())));
              }
            });
  }

  private static OutboxView.Row pending(ProcessorRow row, RecordedEvent event, boolean isHeld) {
    int attempts =
        row.stand()
            .map(ProcessorStand::attempts)
            .map(tries -> tries.getOrDefault(event.position(), 0))
            .orElse(0);
    String state = attempts > 0 ? "retrying" : isHeld ? "waiting" : "pending";
    return new OutboxView.Row(event, state, attempts, "");
  }
}
