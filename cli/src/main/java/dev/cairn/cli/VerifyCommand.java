package dev.cairn.cli;

import dev.cairn.log.LogLines;
import dev.cairn.merkle.LogIdentity;
import dev.cairn.merkle.VerifierKey;
import dev.cairn.proofs.LogKeys;
import dev.cairn.proofs.LogVerification;
import dev.cairn.proofs.LogVerifiers;
import dev.cairn.proofs.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Verifies a whole store by what its log has signed. */
@Command(
    name = "verify",
    description =
        "Verify the whole store, offline: read and hash every event again, and hold "
            + "the tree that they give against the signed checkpoint, every tile and all "
            + "older checkpoints. Changes nothing in the store. Exit code 0: verified; 6: "
            + "tampered; 7: could not finish; 9: verified, but neither a witness nor a "
            + "pinned checkpoint says that this is the log, and all of it.")
final class VerifyCommand implements Callable<Integer> {

  @Option(
      names = "--pin",
      paramLabel = "FILE",
      description =
          "Keep the verified checkpoint in this file, outside of the store, and demand "
              + "that the log extends the one that is there.")
  private @Nullable String pin;

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description = "Keep in this file how far it is, and go on from there the next time.")
  private @Nullable String resume;

  @Option(names = "--progress", description = "Show progress although stderr is no terminal.")
  private boolean progress;

  @Mixin private final TrustOptions trust = new TrustOptions();

  @Mixin private final KeysOption keys = new KeysOption();

  @Mixin private final Format.Choice output = new Format.Choice();

  private final Ledger ledger;

  VerifyCommand(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Integer call() {
    Path store = ledger.folder();
    long begun = System.nanoTime();
    Trust believed;
    LogIdentity log;
    try (LogLines lines = ledger.access().lines(store)) {
      believed = trust.trust(() -> known(lines));
      log = believed.log(lines.origin());
    }
    Verdict verdict;
    try (ProgressBar shown = new ProgressBar(ledger.console(), progress, "verifying")) {
      verdict = verification(store, believed, log).withProgress(shown::at).run();
    }
    long millis = (System.nanoTime() - begun) / 1_000_000;
    switch (output.format) {
      case PLAIN, TABLE -> new VerdictText(ledger.out()).print(verdict, millis);
      case JSON, JSONL -> new VerdictJson(ledger.out()).print(verdict, millis);
    }
    return exit(verdict, believed);
  }

  private LogVerification verification(Path store, Trust believed, LogIdentity log) {
    try {
      LogVerification verification = ledger.access().verification(store, log, believed.policy());
      verification = pin == null ? verification : verification.withPin(Ledger.path("--pin", pin));
      return resume == null
          ? verification
          : verification.withResume(Ledger.path("--resume", resume));
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(String.valueOf(e.getMessage()));
    }
  }

  private List<VerifierKey> known(LogLines lines) {
    Path folder = keys.folder(ledger.console().env());
    return LogKeys.verifiers(ledger.access().disk(), folder, lines.id())
        .map(LogVerifiers::active)
        .orElseThrow(() ->
            CommandException.usage(
                "whose log should this be? %s has no key of it; get the key from who runs the log ('ledger keys' prints it there), and name it: --key VKEY, or --policy FILE"
                    .formatted(folder)));
  }

  private int exit(Verdict verdict, Trust believed) {
    return switch (verdict) {
      case Verdict.Verified verified ->
          verified.findings().anchored() || believed.asksForNoWitness()
              ? Exit.OK
              : Exit.NOT_ANCHORED;
      case Verdict.Tampered _ -> {
        ledger.out().flush();
        throw CommandException.withExit(
            Exit.VERIFICATION_FAILED,
            "%s is not what its log has signed".formatted(ledger.folder()));
      }
      case Verdict.Unfinished _ -> {
        ledger.out().flush();
        throw CommandException.withExit(
            Exit.UNAVAILABLE, "the verification of %s could not finish".formatted(ledger.folder()));
      }
    };
  }
}
