package dev.cairn.cli;

import dev.cairn.Cursor;
import dev.cairn.EventReader;
import dev.cairn.StreamInfo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the streams. */
@Command(name = "streams", description = "Show the streams, in the order of their first events.")
final class StreamsCommand implements Callable<Integer> {

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      description = "Only streams whose name begins with this.")
  private String prefix = "";

  @Mixin private final Format.Choice output = new Format.Choice();

  private final Ledger ledger;

  StreamsCommand(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Integer call() {
    Printer<StreamInfo> printer = new Printer<>(new StreamView(), output.format, ledger.out());
    try (EventReader reader = ledger.openForReading();
        Cursor<StreamInfo> streams = reader.streams()) {
      while (streams.hasNext()) {
        StreamInfo info = streams.next();
        if (info.stream().value().startsWith(prefix)) {
          printer.print(info);
        }
      }
    }
    printer.end();
    return Exit.OK;
  }
}
