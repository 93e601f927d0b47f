package dev.cairn.cli;

import dev.cairn.EventStore;
import dev.cairn.StreamId;
import dev.cairn.WrongVersionException;
import dev.cairn.flow.saga.SagaInstances;
import dev.cairn.flow.saga.SagaPhase;
import dev.cairn.flow.saga.SagaStatus;
import dev.cairn.log.EventLog;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands about sagas. */
@Command(
    name = "sagas",
    description =
        "Show the sagas that have not ended: where each stands, since when, what it waits "
            + "for, and why it is stuck; or have one that is stuck try again.",
    synopsisSubcommandLabel = "[COMMAND]")
final class SagasCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "STREAM",
      description = "Only the saga of this stream, also one that has ended.")
  private String stream = "";

  @Option(names = "--stuck", description = "Only those that are stuck.")
  private boolean stuck;

  @Mixin private final Format.Choice output = new Format.Choice();

  private final Ledger ledger;

  private SagasCommand(Ledger ledger) {
    this.ledger = ledger;
  }

  /** The command with the one below it. */
  static CommandLine of(Ledger ledger) {
    return new CommandLine(new SagasCommand(ledger)).addSubcommand("retry", new Retry(ledger));
  }

  @Override
  public Integer call() {
    Printer<SagaStatus> printer = new Printer<>(new SagaView(), output.format, ledger.out());
    try (EventLog log = ledger.openForReading()) {
      SagaInstances instances = SagaInstances.of(log);
      List<SagaStatus> shown =
          stream.isEmpty() ? instances.unfinished() : List.of(known(instances, stream));
      shown.stream()
          .filter(status -> !stuck || status.phase() == SagaPhase.STUCK)
          .forEach(printer::print);
    }
    printer.end();
    return Exit.OK;
  }

  private static SagaStatus known(SagaInstances instances, String stream) {
    Optional<SagaStatus> found = instances.find(StreamId.of(stream));
    return found.orElseThrow(
        () -> CommandException.notFound("there is no saga in the stream '%s'".formatted(stream)));
  }

  /** Has one try again. */
  @Command(
      name = "retry",
      description =
          "Have a saga that is stuck try again what it is stuck at. The order is recorded in "
              + "its stream; the runner of its kind carries it out, at once where it runs.")
  static final class Retry implements Callable<Integer> {

    @Parameters(paramLabel = "STREAM", description = "The stream of the saga.")
    private String stream = "";

    @Mixin private final Reason reason = new Reason();

    @Mixin private final Actor actor = new Actor();

    private final Ledger ledger;

    Retry(Ledger ledger) {
      this.ledger = ledger;
    }

    @Override
    public Integer call() {
      String why = reason.given();
      StreamId saga = StreamId.of(stream);
      try (EventLog log = ledger.openForReading()) {
        SagaStatus status = known(SagaInstances.of(log), stream);
        if (status.phase() != SagaPhase.STUCK) {
          throw CommandException.withExit(
              Exit.REFUSED,
              "the saga '%s' is %s, not stuck, so there is nothing to try again"
                  .formatted(saga, SagaView.phase(status)));
        }
      }
      try (EventStore store = ledger.openForAppend()) {
        SagaInstances.retry(store, saga, actor.name(), why);
      } catch (WrongVersionException e) {
        throw CommandException.withExit(
            Exit.CONFLICT, "the saga '%s' has just moved on; look again".formatted(saga));
      }
      return Exit.OK;
    }
  }
}
