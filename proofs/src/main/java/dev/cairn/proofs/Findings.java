package dev.cairn.proofs;

import dev.cairn.merkle.PolicyVerdict;
import dev.cairn.merkle.TreeHead;
import java.util.List;

/**
 * What a verification has looked at.
 *
 * @param origin which log it is, by the keys that were given
 * @param checkpoint what the log has signed last; that of the empty tree if it was not accepted
 * @param signers the names and ids of the log's keys that signed it
 * @param witnesses who has cosigned it
 * @param events how much of the log was read
 * @param tiles how many tiles were compared
 * @param history what older checkpoints say
 */
public record Findings(
    String origin,
    TreeHead checkpoint,
    List<String> signers,
    Witnesses witnesses,
    Events events,
    Tiles tiles,
    History history) {

  /** Copies the list. */
  public Findings {
    signers = List.copyOf(signers);
  }

  /**
   * Who has cosigned the checkpoint.
   *
   * @param cosigners the witnesses of the policy that have
   * @param lacking what is missing for the quorum, in words; empty if it is met
   * @param asked whether the policy asks for any
   */
  public record Witnesses(List<PolicyVerdict.Cosigner> cosigners, String lacking, boolean asked) {

    /** Copies the list. */
    public Witnesses {
      cosigners = List.copyOf(cosigners);
    }

    /** Whether witnesses vouch for it. */
    public boolean vouch() {
      return asked && lacking.isEmpty();
    }
  }

  /**
   * What was read of the log.
   *
   * @param read sound events, signed or not
   * @param streams how many streams they are of
   * @param unsigned the events behind the checkpoint: only their order was checked
   */
  public record Events(long read, long streams, long unsigned) {}

  /**
   * The tiles.
   *
   * @param compared with what the events give
   * @param different how many of them are something else
   */
  public record Tiles(long compared, long different) {}

  /**
   * What older checkpoints say.
   *
   * @param checkpoints in {@code checkpoints.log} that the log was compared with
   * @param skipped more of them, which were too many to compare
   * @param pin the checkpoint that was verified last
   */
  public record History(long checkpoints, long skipped, Pin pin) {}

  /** The checkpoint that was verified last. */
  public sealed interface Pin {

    /** None was asked for. */
    record None() implements Pin {}

    /** There was none yet. */
    record First() implements Pin {}

    /** The log has grown from it, and kept all of it. */
    record Extended(TreeHead pinned) implements Pin {}

    /** The log has not. */
    record Broken(TreeHead pinned) implements Pin {}
  }

  /**
   * Whether something outside of the store shows that this is the log, and all of it: witnesses, or
   * a pinned checkpoint. Without it nobody can tell a log from another one that its key has signed.
   */
  public boolean anchored() {
    return witnesses.vouch() || history.pin() instanceof Pin.Extended;
  }
}
