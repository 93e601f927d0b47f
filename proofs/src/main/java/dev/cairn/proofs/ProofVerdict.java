package dev.cairn.proofs;

import dev.cairn.merkle.PolicyVerdict;
import dev.cairn.merkle.VerifierKey;
import java.util.List;

/** What a {@link ProofChecker} says of a proof file. */
public sealed interface ProofVerdict {

  /** It in one sentence, for people. */
  String sentence();

  /**
   * The log that was trusted has recorded these events.
   *
   * @param chain the events, none left out between the first and the last of them
   * @param policy the checkpoint, and which witnesses have cosigned it; whether they are enough is
   *     for the caller to judge
   * @param signers the keys of the log that have signed the checkpoint, at least one
   * @param shown those of the events whose lines were shown too, in the order of the lines
   */
  record Proven(
      RecordChain chain, PolicyVerdict policy, List<VerifierKey> signers, List<LeafRecord> shown)
      implements ProofVerdict {

    /** Copies the lists. */
    public Proven {
      signers = List.copyOf(signers);
      shown = List.copyOf(shown);
    }

    @Override
    public String sentence() {
      LeafRecord last = chain.last();
      String log =
          "in the log %s of %d events"
              .formatted(policy.checkpoint().origin(), policy.checkpoint().head().size());
      return chain.records().size() == 1
          ? "the event at position %s, version %s of %s, is %s"
              .formatted(last.position(), last.version(), last.stream(), log)
          : "versions %s to %s of %s are %s, and none between them is left out"
              .formatted(chain.first().version(), last.version(), last.stream(), log);
    }
  }

  /** Nothing is proven. */
  sealed interface Refused extends ProofVerdict {}

  /** It is not written as a proof file is. */
  record Malformed(String reason) implements Refused {
    @Override
    public String sentence() {
      return "this is no proof file: " + reason;
    }
  }

  /** Its checkpoint is not one of a log that is trusted. */
  record Untrusted(String reason) implements Refused {
    @Override
    public String sentence() {
      return "its checkpoint is not to be trusted: " + reason;
    }
  }

  /** It holds no record, and none was given. */
  record WithoutRecord() implements Refused {
    @Override
    public String sentence() {
      return "it holds no record of the event that it proves, and none was given";
    }
  }

  /** What it carries, or what was given, are no records. */
  record NoRecords(String reason) implements Refused {
    @Override
    public String sentence() {
      return "its records cannot be read: " + reason;
    }
  }

  /** Its records do not follow each other in a stream. */
  record BrokenChain(String reason) implements Refused {
    @Override
    public String sentence() {
      return "its records do not hold together: " + reason;
    }
  }

  /** Its path does not lead from the record to the root that was signed. */
  record NotIncluded(String reason) implements Refused {
    @Override
    public String sentence() {
      return "the log that was signed does not hold its record: " + reason;
    }
  }

  /**
   * A line that was shown is none of the events that it proves.
   *
   * @param line which one, from 1
   */
  record OtherEvent(int line, String reason) implements Refused {
    @Override
    public String sentence() {
      return "line %d is none of the events that it proves: %s".formatted(line, reason);
    }
  }
}
