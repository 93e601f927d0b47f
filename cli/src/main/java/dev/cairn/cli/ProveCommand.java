package dev.cairn.cli;

import dev.cairn.Cursor;
import dev.cairn.EventReader;
import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.TlogProof;
import dev.cairn.proofs.LeafRecord;
import dev.cairn.proofs.LogProof;
import dev.cairn.proofs.LogProver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes the proof of an event or of a stream. */
@Command(
    name = "prove",
    description =
        "Make a proof that the log holds an event, or the events of a stream and none "
            + "between them left out, against its latest checkpoint. The file can be "
            + "checked by anybody who has the log's public key, without the store: "
            + "'verify-proof'. It holds positions, names, times and hashes of the events, "
            + "not what happened. Exit code 7: it is not signed yet; 'checkpoint' signs.")
final class ProveCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "EVENT|STREAM",
      description =
          "An event id (a UUID) or a position (a number); anything else is the name of "
              + "a stream. For a stream whose name looks like one of them: --stream.")
  private @Nullable String subject;

  @Option(names = "--stream", paramLabel = "NAME", description = "The stream of this name.")
  private @Nullable String stream;

  @Option(
      names = "--from",
      paramLabel = "VERSION",
      description = "Of a stream: the first version (default: 1).")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "VERSION",
      description = "Of a stream: the last version (default: its last).")
  private @Nullable String to;

  @Option(
      names = {"-O", "--to-file"},
      paramLabel = "FILE",
      description = "Where the proof goes, by habit a .tlog-proof; else standard output.")
  private @Nullable String target;

  @Option(names = "--overwrite", description = "Replace the files if they are there.")
  private boolean overwrite;

  @Option(
      names = "--bare",
      description = "Leave the records out; who checks it must have that of the event.")
  private boolean bare;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description =
          "Write the record of the event (a stream's last) there, as other tools need it.")
  private @Nullable String recordFile;

  @Option(
      names = "--all-signatures",
      description = "Keep the signatures of ML-DSA-44 too, of 3.3 KB each.")
  private boolean allSignatures;

  private final Ledger ledger;

  ProveCommand(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Integer call() {
    ProofSubject wanted = wanted();
    if (!(wanted instanceof ProofSubject.Whole) && (from != null || to != null)) {
      throw CommandException.usage("--from and --to go with a stream");
    }
    if (overwrite && target == null && recordFile == null) {
      throw CommandException.usage("--overwrite goes with a file: --to-file or --record");
    }
    LogProof proof;
    try (ProvableStore store = ProvableStore.open(ledger)) {
      SignedNote checkpoint = store.latest();
      proof = proof(wanted, store, checkpoint);
    }
    write(allSignatures ? proof : proof.withShortSignatures());
    return Exit.OK;
  }

  private ProofSubject wanted() {
    if ((subject == null) == (stream == null)) {
      throw CommandException.usage("prove needs either an EVENT or STREAM, or --stream NAME");
    }
    return stream == null
        ? ProofSubject.of(String.valueOf(subject))
        : new ProofSubject.Whole(StreamId.of(stream));
  }

  private LogProof proof(ProofSubject wanted, ProvableStore store, SignedNote checkpoint) {
    EventReader log = store.log();
    return switch (wanted) {
      case ProofSubject.Id event -> prover(store, checkpoint).event(bearing(log, event.id()));
      case ProofSubject.At at -> {
        if (log.event(at.position()).isEmpty()) {
          throw CommandException.notFound(
              "no event at position %s in %s".formatted(at.position(), ledger.folder()));
        }
        yield prover(store, checkpoint).event(at.position());
      }
      case ProofSubject.Whole whole -> {
        Version last = log.version(whole.stream());
        if (last.equals(Version.NONE)) {
          throw CommandException.notFound(
              "no stream '%s' in %s".formatted(whole.stream(), ledger.folder()));
        }
        Version first = version("--from", from, Version.FIRST, last);
        Version end = version("--to", to, last, last);
        if (first.compareTo(end) > 0) {
          throw CommandException.usage(
              "--from %s is behind the last version wanted, %s".formatted(first, end));
        }
        yield prover(store, checkpoint).stream(whole.stream(), first, end);
      }
    };
  }

  private static LogProver prover(ProvableStore store, SignedNote checkpoint) {
    return new LogProver(store.tree(Checkpoint.parse(checkpoint.text()).head()), checkpoint);
  }

  private Position bearing(EventReader log, UUID id) {
    try (Cursor<RecordedEvent> found = log.find(id)) {
      List<RecordedEvent> events = found.toList();
      if (events.isEmpty()) {
        throw CommandException.notFound(
            "no event with the id %s in %s; a stream of that name is proven with --stream"
                .formatted(id, ledger.folder()));
      }
      if (events.size() > 1) {
        throw CommandException.usage(
            "%d events bear the id %s; name one by its position: %s"
                .formatted(
                    events.size(),
                    id,
                    events.stream()
                        .map(event -> event.position().toString())
                        .collect(Collectors.joining(", "))));
      }
      return events.getFirst().position();
    }
  }

  private static Version version(
      String option, @Nullable String text, Version usual, Version last) {
    if (text == null) {
      return usual;
    }
    try {
      Version version = Version.of(Long.parseLong(text));
      if (version.compareTo(Version.FIRST) >= 0 && version.compareTo(last) <= 0) {
        return version;
      }
    } catch (IllegalArgumentException e) {
      // Answered below, like a version that the stream does not have.
    }
    throw CommandException.usage(
        "%s is a version of the stream, 1 to %s, not '%s'".formatted(option, last, text));
  }

  private void write(LogProof proof) {
    TlogProof file = bare ? proof.bare() : proof.file();
    if (recordFile != null) {
      toFile(Ledger.path("--record", recordFile), proof.chain().last().bytes());
    }
    if (target == null) {
      ledger.out().text(file.toString());
      return;
    }
    Path path = Ledger.path("--to-file", target);
    byte[] bytes = file.bytes();
    toFile(path, bytes);
    ledger.out().line(summary(proof, bytes.length, path));
  }

  private void toFile(Path path, byte[] bytes) {
    try (NewFile out = NewFile.create(ledger.access().disk(), path, overwrite)) {
      out.write(bytes, 0, bytes.length);
      out.finish();
    } catch (IOException e) {
      throw NewFile.unwritable(path, e);
    }
  }

  private static String summary(LogProof proof, int bytes, Path path) {
    LeafRecord last = proof.chain().last();
    LeafRecord first = proof.chain().first();
    String what =
        first.equals(last)
            ? "position %s (version %s of %s)"
                .formatted(Text.position(last.position()), last.version(), last.stream())
            : "versions %s to %s of %s".formatted(first.version(), last.version(), last.stream());
    return String.format(
        Locale.ROOT,
        "Proved %s against the checkpoint of %,d events: %,d bytes to %s.",
        what,
        proof.inclusion().size(),
        bytes,
        path);
  }
}
