package dev.cairn.proofs;

import dev.cairn.merkle.LogIdentity;
import dev.cairn.merkle.VerifierKey;
import java.util.ArrayList;
import java.util.List;

/**
 * The public keys of a log: what may be given to everybody who is to verify it.
 *
 * @param active those that it signs with, in the order of its signature lines
 * @param retired those that it signed with once, the oldest first
 */
public record LogVerifiers(List<VerifierKey> active, List<VerifierKey> retired) {

  /**
   * Checks that all are of one log.
   *
   * @throws IllegalArgumentException if none is active, or names differ
   */
  public LogVerifiers {
    active = List.copyOf(active);
    retired = List.copyOf(retired);
    if (active.isEmpty()
        || all(active, retired).stream().map(VerifierKey::name).distinct().count() != 1) {
      throw new IllegalArgumentException(
          "keys of one log, one of them active, and not " + active + retired);
    }
  }

  private static List<VerifierKey> all(List<VerifierKey> active, List<VerifierKey> retired) {
    List<VerifierKey> all = new ArrayList<>(active);
    all.addAll(retired);
    return all;
  }

  /** The origin of the log, which is the name of each of its keys. */
  public String origin() {
    return active.getFirst().name();
  }

  /** The log as it signs now: what its latest checkpoint is to be opened with. */
  public LogIdentity identity() {
    return new LogIdentity(origin(), active);
  }

  /** The log with the keys of all its time, which its older checkpoints are opened with. */
  public LogIdentity identityOfAllTime() {
    return new LogIdentity(origin(), all(active, retired));
  }
}
