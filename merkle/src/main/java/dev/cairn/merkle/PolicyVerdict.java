package dev.cairn.merkle;

import java.util.List;

/**
 * What a policy says of a checkpoint that its log has signed.
 *
 * @param checkpoint what was signed
 * @param cosigners the witnesses that have cosigned it, in the order of the policy
 * @param lacking what is missing for the quorum, in words; empty if it is met
 */
public record PolicyVerdict(Checkpoint checkpoint, List<Cosigner> cosigners, String lacking) {

  /** Copies the list. */
  public PolicyVerdict {
    cosigners = List.copyOf(cosigners);
  }

  /**
   * A witness that has cosigned.
   *
   * @param time of its newest cosignature, in POSIX seconds; 0 if it says nothing of time
   */
  public record Cosigner(TrustPolicy.Witness witness, long time) {}

  /** Whether enough witnesses have cosigned. */
  public boolean isMet() {
    return lacking.isEmpty();
  }

  /**
   * The checkpoint, if enough witnesses have cosigned.
   *
   * @throws UnprovenException if not; it names who is missing
   */
  public Checkpoint required() {
    if (!isMet()) {
      throw new UnprovenException(
          "too few witnesses have cosigned the checkpoint of size %d of %s: missing is %s"
              .formatted(checkpoint.head().size(), checkpoint.origin(), lacking));
    }
    return checkpoint;
  }
}
