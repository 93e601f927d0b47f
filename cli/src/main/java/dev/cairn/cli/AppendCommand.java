package dev.cairn.cli;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.EventStore;
import dev.cairn.EventType;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.StreamId;
import dev.cairn.Tag;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Appends one event, or with {@code --batch} those of a file. */
@Command(
    name = "append",
    description = "Append an event, or those of a file; makes the store if there is none.")
final class AppendCommand implements Callable<Integer> {

  @Option(names = "--type", paramLabel = "TYPE", description = "What happened: UserRegistered.")
  private @Nullable String type;

  @Option(
      names = "--data",
      paramLabel = "JSON",
      description = "What happened in detail: JSON, @FILE, or - for standard input (default: {}).")
  private @Nullable String data;

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      description = "The stream; with --batch, of lines that name none (default: ledger).")
  private String stream = "ledger";

  @Option(
      names = "--expected-version",
      paramLabel = "VERSION",
      description = "Refuse unless the stream is at: any (default), none, exists, or a number.")
  private @Nullable String expected;

  @Option(
      names = "--metadata",
      paramLabel = "JSON",
      description = "Who and why: JSON, @FILE, or - for standard input.")
  private @Nullable String metadata;

  @Option(names = "--tag", paramLabel = "TAG", description = "A label; may be repeated.")
  private List<String> tags = List.of();

  @Option(names = "--id", paramLabel = "UUID", description = "The event's id (default: a new one).")
  private @Nullable String id;

  @Option(
      names = "--batch",
      paramLabel = "FILE",
      description =
          "Append the events of a file, or - for standard input: one JSON object a line "
              + "with type and, optionally, stream, data, metadata, tags, id, schema, group. "
              + "Neighbours of the same group are one atomic append; without groups the whole "
              + "file is one.")
  private @Nullable String batch;

  @Option(names = "--progress", description = "Show progress although stderr is no terminal.")
  private boolean progress;

  private final Ledger ledger;

  AppendCommand(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Integer call() {
    return batch == null ? single() : batch(batch);
  }

  private int single() {
    if (type == null) {
      throw CommandException.usage("append needs --type TYPE, or --batch FILE");
    }
    if (progress) {
      throw CommandException.usage("--progress goes with --batch");
    }
    if ("-".equals(data) && "-".equals(metadata)) {
      throw CommandException.usage("standard input holds either the data or the metadata");
    }
    Append append = Append.to(stream(stream), expected(), event(type));
    access().limits().check(append);
    try (EventStore store = ledger.openForAppend()) {
      report(store.append(append));
    }
    return Exit.OK;
  }

  private NewEvent event(String typeName) {
    NewEvent event =
        NewEvent.of(EventType.of(typeName), payload("--data", data == null ? "{}" : data))
            .withTags(tags.stream().distinct().map(Tag::of).toArray(Tag[]::new));
    NewEvent described =
        metadata == null ? event : event.withMetadata(payload("--metadata", metadata));
    return id == null ? described : described.withId(GetCommand.uuid("--id", id));
  }

  private Payload payload(String option, String value) {
    return Inputs.json(option, value, ledger.console().in(), access().limits());
  }

  private ExpectedVersion expected() {
    return expected == null ? ExpectedVersion.any() : Inputs.expectedVersion(expected);
  }

  private int batch(String file) {
    boolean single =
        type != null || data != null || metadata != null || id != null || expected != null;
    if (single || !tags.isEmpty()) {
      throw CommandException.usage(
          "with --batch the lines of the file say what is appended; of the options for one event only --stream goes with it");
    }
    Batch lines = new Batch(stream(stream), access().limits());
    try (BatchSource source = BatchSource.open("--batch", file, ledger.console().in());
        Progress shown = new Progress(ledger.console(), progress, "appending")) {
      lines.validate(source);
      try (EventStore store = ledger.openForAppend()) {
        report(lines.append(source, store, shown));
      }
    }
    return Exit.OK;
  }

  private StoreAccess access() {
    return ledger.access();
  }

  private static StreamId stream(String name) {
    return Inputs.stream(name);
  }

  private void report(AppendResult result) {
    String first = Text.position(result.first());
    ledger
        .out()
        .line(
            result.first().equals(result.last())
                ? "Event " + first + " appended."
                : "Events " + first + " to " + Text.position(result.last()) + " appended.");
  }
}
