package dev.cairn.cli;

import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.LogIdentity;
import dev.cairn.merkle.MalformedException;
import dev.cairn.merkle.NoteSignature;
import dev.cairn.merkle.PolicyVerdict;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.TreeHead;
import dev.cairn.merkle.TrustPolicy;
import dev.cairn.merkle.UnprovenException;
import dev.cairn.witness.ProofSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Has the store's latest checkpoint cosigned. */
@Command(
    name = "submit",
    description =
        "Have the store's latest checkpoint cosigned by the witnesses of --policy "
            + "that have an address there, and by those of --witness, each asked once; "
            + "their lines are added to the checkpoint. Exit codes: 0 the quorum is met "
            + "(without --policy: all have cosigned), 7 it is not, 6 a witness says that "
            + "the log was set back or forked.")
final class SubmitToWitnesses implements Callable<Integer> {

  private static final int TIMEOUT_SECONDS_MAX = 600;

  @Option(
      names = "--witness",
      paramLabel = "VKEY=URL",
      description = "A key of a witness, and where it is reached; may be given again.")
  private List<String> named = List.of();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long an answer may take (default: ${DEFAULT-VALUE}).")
  private int timeoutSeconds = 20;

  @Mixin private final TrustOptions trust = new TrustOptions();

  @Mixin private final KeysOption keys = new KeysOption();

  @Mixin private final Format.Choice output = new Format.Choice();

  private final Ledger ledger;

  SubmitToWitnesses(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Integer call() throws InterruptedException {
    Duration timeout = timeout();
    List<TrustPolicy.Witness> more = named.stream().map(WitnessAddress::named).toList();
    try (ProvableStore store = ProvableStore.open(ledger)) {
      SignedNote checkpoint = store.latest();
      Checkpoint signed = Checkpoint.parse(checkpoint.text());
      Trust believed =
          trust.trust(() ->
              KnownKeys.of(
                  store.log().id(), ledger.access().disk(), keys.folder(ledger.console().env())));
      LogIdentity log = believed.log(signed.origin());
      TrustPolicy policy = policy(believed, more);
      judged(policy, checkpoint, log); // What is not ours is not sent.
      List<Submission> answers =
          new Submissions(checkpoint, proofs(store, signed.head()), timeout).ask(asked(policy));
      SignedNote cosigned = kept(store, checkpoint, answers);
      return report(signed.head(), answers, judged(policy, cosigned, log));
    }
  }

  private Duration timeout() {
    if (timeoutSeconds < 1 || timeoutSeconds > TIMEOUT_SECONDS_MAX) {
      throw CommandException.usage(
          "--timeout is from 1 to %d, not %d".formatted(TIMEOUT_SECONDS_MAX, timeoutSeconds));
    }
    return Duration.ofSeconds(timeoutSeconds);
  }

  /** The policy with the witnesses that were named beside it; where none is given, all of these. */
  private static TrustPolicy policy(Trust believed, List<TrustPolicy.Witness> more) {
    TrustPolicy given = believed.policy();
    List<TrustPolicy.Witness> witnesses = new ArrayList<>();
    for (TrustPolicy.Witness witness : given.witnesses()) {
      String url =
          more.stream()
              .filter(one -> one.key().equals(witness.key()))
              .map(TrustPolicy.Witness::url)
              .findFirst()
              .orElse(witness.url());
      witnesses.add(new TrustPolicy.Witness(witness.name(), witness.key(), url));
    }
    more.stream()
        .filter(one -> witnesses.stream().noneMatch(known -> known.key().equals(one.key())))
        .forEach(witnesses::add);
    TrustPolicy.Member quorum =
        believed.given()
            ? given.quorum()
            : new TrustPolicy.Group("all", witnesses.size(), List.copyOf(witnesses));
    return new TrustPolicy(given.logs(), witnesses, quorum);
  }

  private static List<WitnessAddress> asked(TrustPolicy policy) {
    List<WitnessAddress> asked = WitnessAddress.of(policy.witnesses());
    if (asked.isEmpty()) {
      throw CommandException.usage(
          "there is no witness to ask; name them in a --policy FILE, in lines 'witness NAME VKEY URL', or with --witness VKEY=URL");
    }
    return asked;
  }

  private static PolicyVerdict judged(TrustPolicy policy, SignedNote note, LogIdentity log) {
    try {
      return policy.judge(note, log);
    } catch (UnprovenException e) {
      throw CommandException.withExit(
          Exit.VERIFICATION_FAILED,
          "the checkpoint of this store is not to be trusted: " + e.getMessage());
    }
  }

  /** Proofs up to the checkpoint; making the tree first, if it is missing, is for one thread. */
  private static ProofSource proofs(ProvableStore store, TreeHead head) {
    var _ = store.tree(head);
    return (older, _) -> store.tree(head).consistency(older);
  }

  private static SignedNote kept(
      ProvableStore store, SignedNote checkpoint, List<Submission> answers) {
    List<NoteSignature> lines = new ArrayList<>();
    for (Submission answer : answers) {
      if (answer instanceof Submission.Cosigned cosigned) {
        lines.addAll(cosigned.lines());
      }
    }
    if (lines.isEmpty()) {
      return checkpoint;
    }
    try {
      if (store.checkpoints().addCosignatures(new SignedNote(checkpoint.text(), lines))) {
        return store.latest();
      }
    } catch (MalformedException e) {
      throw CommandException.withExit(
          Exit.UNAVAILABLE, "the cosignatures were not kept: " + e.getMessage());
    }
    throw CommandException.withExit(
        Exit.UNAVAILABLE,
        "the log signed another checkpoint meanwhile, so these cosignatures were not kept; submit again");
  }

  private int report(TreeHead head, List<Submission> answers, PolicyVerdict verdict) {
    boolean enough = verdict.isMet() && !verdict.cosigners().isEmpty();
    SubmissionReport shown = new SubmissionReport(head.size(), answers, verdict, enough);
    switch (output.format) {
      case PLAIN, TABLE -> shown.plain(ledger.out());
      case JSON, JSONL -> shown.json(ledger.out());
    }
    ledger.out().flush();
    List<String> disputes = shown.disputes();
    if (!disputes.isEmpty()) {
      throw CommandException.withExit(
          Exit.VERIFICATION_FAILED,
          "this log is disputed: %s. Sign nothing more before you know why: keep this store as it is, and compare it with the checkpoint that the witness shows"
              .formatted(String.join("; ", disputes)));
    }
    if (!enough) {
      throw CommandException.withExit(
          Exit.UNAVAILABLE, "too few witnesses have cosigned; missing is " + shown.lacking());
    }
    return Exit.OK;
  }
}
