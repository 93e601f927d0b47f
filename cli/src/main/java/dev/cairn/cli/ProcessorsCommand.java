package dev.cairn.cli;

import dev.cairn.EventStore;
import dev.cairn.Position;
import dev.cairn.flow.ProcessorControl;
import dev.cairn.log.EventLog;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands about processors. */
@Command(
    name = "processors",
    description =
        "Show the processors of the store: how far each is, and what it has parked; or steer "
            + "them. An order is recorded in the store. A processor that runs obeys it at once, in "
            + "whatever process that is; another one when it is started.",
    synopsisSubcommandLabel = "[COMMAND]")
final class ProcessorsCommand implements Callable<Integer> {

  @Mixin private final Format.Choice output = new Format.Choice();

  private final Ledger ledger;

  private ProcessorsCommand(Ledger ledger) {
    this.ledger = ledger;
  }

  /** The command with those below it. */
  static CommandLine of(Ledger ledger) {
    return new CommandLine(new ProcessorsCommand(ledger))
        .addSubcommand("pause", new Pause(ledger))
        .addSubcommand("resume", new Resume(ledger))
        .addSubcommand("reset", new Reset(ledger));
  }

  @Override
  public Integer call() {
    Printer<ProcessorRow> printer = new Printer<>(new ProcessorView(), output.format, ledger.out());
    try (EventLog log = ledger.openForReading()) {
      for (String name : ProcessorControl.names(log)) {
        printer.print(ProcessorRow.of(ledger, log, name));
      }
    }
    printer.end();
    return Exit.OK;
  }

  /** Records an order. */
  static Integer order(Ledger ledger, Actor actor, Consumer<ProcessorControl> order) {
    ledger.openForReading().close(); // Where there is no store, none is made.
    try (EventStore store = ledger.openForAppend()) {
      order.accept(ProcessorControl.over(store, actor.name()));
    }
    return Exit.OK;
  }

  /** Lets one rest. */
  @Command(name = "pause", description = "Let a processor rest after the event it is at.")
  static final class Pause implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "The processor.")
    private String name = "";

    @Mixin private final Reason reason = new Reason();

    @Mixin private final Actor actor = new Actor();

    private final Ledger ledger;

    Pause(Ledger ledger) {
      this.ledger = ledger;
    }

    @Override
    public Integer call() {
      return order(ledger, actor, control -> control.pause(name, reason.given()));
    }
  }

  /** Lets one go on. */
  @Command(name = "resume", description = "Let a processor go on that rests.")
  static final class Resume implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "The processor.")
    private String name = "";

    @Mixin private final Actor actor = new Actor();

    private final Ledger ledger;

    Resume(Ledger ledger) {
      this.ledger = ledger;
    }

    @Override
    public Integer call() {
      return order(ledger, actor, control -> control.resume(name));
    }
  }

  /** Lets one begin again. */
  @Command(
      name = "reset",
      description =
          "Let a processor begin again behind a position: what it did for later events it does "
              + "once more, so mails are sent again and messages published again. What it had parked "
              + "or skipped behind that position is forgotten.")
  static final class Reset implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "The processor.")
    private String name = "";

    @Option(
        names = "--after",
        paramLabel = "POSITION",
        description = "The last event that counts as handled; 0 for none.")
    private @Nullable String after;

    @Mixin private final Confirmation confirmation = new Confirmation();

    @Mixin private final Reason reason = new Reason();

    @Mixin private final Actor actor = new Actor();

    private final Ledger ledger;

    Reset(Ledger ledger) {
      this.ledger = ledger;
    }

    @Override
    public Integer call() throws IOException {
      if (after == null) {
        throw CommandException.usage(
            "reset needs the last event that counts as handled: --after POSITION");
      }
      Position position = SelectionOptions.position("--after", after);
      String why = reason.given();
      confirmation.require(
          ledger,
          "have processor '%s' do all behind position %s once more".formatted(name, position),
          "have processor '%s' do all behind position %s once more? Type its name:"
              .formatted(name, position),
          name,
          "nothing was ordered");
      return order(ledger, actor, control -> control.reset(name, position, why));
    }
  }
}
