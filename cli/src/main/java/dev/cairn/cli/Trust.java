package dev.cairn.cli;

import dev.cairn.merkle.LogIdentity;
import dev.cairn.merkle.PolicyVerdict;
import dev.cairn.merkle.TrustPolicy;
import dev.cairn.merkle.VerifierKey;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whom a command believes.
 *
 * @param policy with at least one log
 * @param given whether somebody wrote the policy, so that its quorum is what they want
 */
record Trust(TrustPolicy policy, boolean given) {

  /** The policy that knows no log and asks for no witness. */
  static final TrustPolicy NOBODY = new TrustPolicy(List.of(), List.of(), TrustPolicy.NONE);

  /**
   * The log of that origin, with all of its keys that are believed.
   *
   * @param origin what a store or a proof says it is of; it chooses among the logs that are
   *     believed, and adds none
   */
  LogIdentity log(String origin) {
    List<VerifierKey> keys =
        policy.logs().stream()
            .map(TrustPolicy.Log::key)
            .filter(key -> key.name().equals(origin))
            .toList();
    if (keys.isEmpty()) {
      throw CommandException.usage(
          "this is the log %s, and you named no key of it, but of %s; get its key from who runs it: ledger keys"
              .formatted(
                  origin,
                  policy.logs().stream()
                      .map(log -> log.key().name())
                      .distinct()
                      .collect(Collectors.joining(", "))));
    }
    return new LogIdentity(origin, keys);
  }

  /** Whether somebody said that no witness is asked for. */
  boolean asksForNoWitness() {
    return given && policy.quorum().equals(TrustPolicy.NONE);
  }

  /**
   * Whether more than the log's own signature speaks for a checkpoint: the quorum of a policy that
   * somebody wrote.
   */
  boolean isAnchored(PolicyVerdict verdict) {
    return given && verdict.isMet();
  }
}
