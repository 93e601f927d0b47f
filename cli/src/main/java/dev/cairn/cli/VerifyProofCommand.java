package dev.cairn.cli;

import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.MalformedException;
import dev.cairn.merkle.TlogProof;
import dev.cairn.proofs.LeafRecord;
import dev.cairn.proofs.ProofChecker;
import dev.cairn.proofs.ProofVerdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a proof file, without the store. */
@Command(
    name = "verify-proof",
    description =
        "Check a proof file, offline and without the store. Say whom to believe with "
            + "--policy or --key; else the keys of logs that this machine signs are "
            + "believed. Exit codes: 0 proven, 6 refused, 9 proven but not anchored: no "
            + "quorum of witnesses has cosigned the checkpoint, so its log could show "
            + "others another.")
final class VerifyProofCommand implements Callable<Integer> {

  /** The most bytes of lines that are shown with a proof. */
  static final int LINES_BYTES_MAX = 64 << 20;

  @Parameters(arity = "1", paramLabel = "FILE", description = "The proof; - for standard input.")
  private String file = "";

  @Option(
      names = "--event",
      paramLabel = "FILE",
      description =
          "Lines as they stand in events.log, each of an event that is proven: checks "
              + "that this is what happened.")
  private @Nullable String lines;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "The record of the event, for a proof that was made with --bare.")
  private @Nullable String record;

  @Mixin private final TrustOptions trust = new TrustOptions();

  @Mixin private final KeysOption keys = new KeysOption();

  @Mixin private final Format.Choice output = new Format.Choice();

  private final Ledger ledger;

  VerifyProofCommand(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Integer call() {
    byte[] bytes = read("FILE", file, TlogProof.MOST_BYTES);
    Optional<byte[]> given =
        Optional.ofNullable(record).map(name -> read("--record", name, LeafRecord.MOST_BYTES));
    List<byte[]> shown = lines == null ? List.of() : split(read("--event", lines, LINES_BYTES_MAX));
    Trust believed = believed(bytes);
    ProofVerdict verdict = new ProofChecker(believed.policy()).check(bytes, given, shown);
    ProofReport report = new ProofReport(ledger.out(), believed);
    switch (output.format) {
      case PLAIN -> report.plain(verdict);
      case TABLE -> report.table(verdict);
      case JSON, JSONL -> report.json(verdict);
    }
    return switch (verdict) {
      case ProofVerdict.Proven proven ->
          believed.isAnchored(proven.policy()) ? Exit.OK : Exit.NOT_ANCHORED;
      case ProofVerdict.Refused refused -> {
        ledger.out().flush();
        throw CommandException.withExit(
            Exit.VERIFICATION_FAILED, "%s proves nothing: %s".formatted(file, refused.sentence()));
      }
    };
  }

  /** The file says which log it is of; the keys are of this machine or were given. */
  private Trust believed(byte[] bytes) {
    String origin;
    try {
      origin = Checkpoint.parse(TlogProof.parse(bytes).checkpoint().text()).origin();
    } catch (MalformedException noProof) {
      return new Trust(Trust.NOBODY, false);
    }
    return trust.trust(
        () -> KnownKeys.of(origin, ledger.access().disk(), keys.folder(ledger.console().env())));
  }

  private byte[] read(String option, String name, int most) {
    try (InputStream in =
        name.equals("-")
            ? ledger.console().in()
            : Files.newInputStream(Ledger.path(option, name))) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw CommandException.usage(
            "%s: %s has more than the %d bytes that are allowed".formatted(option, name, most));
      }
      return bytes;
    } catch (IOException e) {
      throw CommandException.withExit(
          Exit.UNAVAILABLE, "%s: cannot read %s".formatted(option, Inputs.failure(e)));
    }
  }

  /** The lines of a file; each may end in a line feed. */
  private static List<byte[]> split(byte[] bytes) {
    List<byte[]> found = new ArrayList<>();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (byte one : bytes) {
      if (one == '\n') {
        found.add(line.toByteArray());
        line.reset();
      } else {
        line.write(one);
      }
    }
    if (line.size() > 0 || found.isEmpty()) {
      found.add(line.toByteArray());
    }
    return found;
  }
}
