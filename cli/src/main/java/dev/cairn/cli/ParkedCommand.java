package dev.cairn.cli;

import dev.cairn.Position;
import dev.cairn.flow.ParkedEvent;
import dev.cairn.flow.ProcessorControl;
import dev.cairn.log.EventLog;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands about what processors could not handle. */
@Command(
    name = "parked",
    description =
        "Show the events that processors could not handle and put aside, with the error of "
            + "the last try; or have them handled once more, or passed over.",
    synopsisSubcommandLabel = "[COMMAND]")
final class ParkedCommand implements Callable<Integer> {

  @Option(names = "--processor", paramLabel = "NAME", description = "Only those of this processor.")
  private @Nullable String processor;

  @Mixin private final Format.Choice output = new Format.Choice();

  private final Ledger ledger;

  private ParkedCommand(Ledger ledger) {
    this.ledger = ledger;
  }

  /** The command with those below it. */
  static CommandLine of(Ledger ledger) {
    return new CommandLine(new ParkedCommand(ledger))
        .addSubcommand("replay", new Replay(ledger))
        .addSubcommand("skip", new Skip(ledger));
  }

  @Override
  public Integer call() {
    Printer<ParkedView.Row> printer = new Printer<>(new ParkedView(), output.format, ledger.out());
    try (EventLog log = ledger.openForReading()) {
      Collection<String> names =
          processor == null ? ProcessorControl.names(log) : List.of(processor);
      for (String name : names) {
        for (ParkedEvent event : ProcessorControl.notes(log, name).parked()) {
          printer.print(new ParkedView.Row(name, event));
        }
      }
    }
    printer.end();
    return Exit.OK;
  }

  /** Has parked events handled once more. */
  @Command(
      name = "replay",
      description =
          "Have parked events handled once more, in their order: the one at POSITION, or those "
              + "that the options pick; all options must fit. What waits behind one that is handled "
              + "follows it. One that fails again is parked again.")
  static final class Replay implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NAME", description = "The processor.")
    private String name = "";

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "POSITION",
        description = "Where the event is.")
    private @Nullable String position;

    @Option(names = "--all", description = "All of them.")
    private boolean all;

    @Option(names = "--stream", paramLabel = "NAME", description = "Those of this stream.")
    private @Nullable String stream;

    @Option(names = "--type", paramLabel = "TYPE", description = "Those of this type.")
    private @Nullable String type;

    @Option(
        names = "--error",
        paramLabel = "TEXT",
        description = "Those whose error has this text in it.")
    private @Nullable String error;

    @Option(names = "--up-to", paramLabel = "POSITION", description = "Those up to this position.")
    private @Nullable String upTo;

    @Mixin private final Actor actor = new Actor();

    private final Ledger ledger;

    Replay(Ledger ledger) {
      this.ledger = ledger;
    }

    @Override
    public Integer call() {
      boolean picks = all || stream != null || type != null || error != null || upTo != null;
      if (picks == (position != null)) {
        throw CommandException.usage(
            "replay needs a POSITION, or else --all or what to pick: --stream, --type, --error, --up-to");
      }
      int[] count = {1};
      var _ =
          ProcessorsCommand.order(
              ledger,
              actor,
              control -> {
                if (position == null) {
                  count[0] = control.replay(name, picked());
                } else {
                  control.replay(name, SelectionOptions.position("POSITION", position));
                }
              });
      ledger
          .out()
          .line(
              "Ordered to handle %s once more."
                  .formatted(count[0] == 1 ? "1 event" : count[0] + " events"));
      return Exit.OK;
    }

    private Predicate<ParkedEvent> picked() {
      Position last = upTo == null ? null : SelectionOptions.position("--up-to", upTo);
      return event ->
          (stream == null || event.stream().value().equals(stream))
              && (type == null || event.type().value().equals(type))
              && (error == null || event.error().contains(error))
              && (last == null || !event.position().isAfter(last));
    }
  }

  /** Passes an event over. */
  @Command(
      name = "skip",
      description =
          "Decide that a processor shall not handle an event: one that is parked, that it tries "
              + "again and again, or that has not come by yet. What waits behind it goes on.")
  static final class Skip implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NAME", description = "The processor.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "POSITION", description = "Where the event is.")
    private String position = "";

    @Mixin private final Reason reason = new Reason();

    @Mixin private final Actor actor = new Actor();

    private final Ledger ledger;

    Skip(Ledger ledger) {
      this.ledger = ledger;
    }

    @Override
    public Integer call() {
      Position which = SelectionOptions.position("POSITION", position);
      return ProcessorsCommand.order(
          ledger, actor, control -> control.skip(name, which, reason.given()));
    }
  }
}
