package dev.cairn.cli;

import dev.cairn.Cursor;
import dev.cairn.EventReader;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamInfo;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what is in the store in numbers. */
@Command(name = "stats", description = "Show the store in numbers: events, streams, types, bytes.")
final class StatsCommand implements Callable<Integer> {

  @Option(names = "--progress", description = "Show progress although stderr is no terminal.")
  private boolean progress;

  @Mixin private final Format.Choice output = new Format.Choice();

  private final Ledger ledger;

  StatsCommand(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Integer call() {
    Stats stats = count();
    Output out = ledger.out();
    switch (output.format) {
      case PLAIN -> stats.rows().forEach(row -> out.line(row.getFirst() + ": " + row.getLast()));
      case TABLE -> table(stats.rows());
      case JSON, JSONL -> {
        JsonObject object = new JsonObject(out);
        stats.json(object);
        object.close();
        out.text("\n");
      }
    }
    return Exit.OK;
  }

  private Stats count() {
    try (EventReader reader = ledger.openForReading();
        Progress shown = new Progress(ledger.console(), progress, "counting")) {
      Stats stats = new Stats(reader.id(), reader.head());
      try (Cursor<RecordedEvent> events = reader.read(ReadRequest.all())) {
        while (events.hasNext()) {
          stats.add(events.next());
          shown.at(stats.events());
        }
      }
      try (Cursor<StreamInfo> streams = reader.streams()) {
        streams.forEachRemaining(_ -> stats.addStream());
      }
      return stats;
    }
  }

  private void table(List<List<String>> rows) {
    Printer<List<String>> printer = new Printer<>(new Pairs(), Format.TABLE, ledger.out());
    rows.forEach(printer::print);
    printer.end();
  }

  /** Names and values as a table. */
  private static final class Pairs implements View<List<String>> {

    @Override
    public List<String> headings() {
      return List.of("WHAT", "VALUE");
    }

    @Override
    public List<String> cells(List<String> pair) {
      return pair;
    }

    @Override
    public String plain(List<String> pair) {
      return String.join(": ", pair);
    }

    @Override
    public void json(List<String> pair, JsonObject object) {
      object.string(pair.getFirst(), pair.getLast());
    }
  }
}
