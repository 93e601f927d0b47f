package dev.cairn.merkle;

/** What a witness decides on a request, with the HTTP status of c2sp.org/tlog-witness. */
public sealed interface WitnessDecision {

  /** The status that it is answered with. */
  int status();

  /** The reason in words, for the body of the answer. */
  String reason();

  /**
   * It may be cosigned, once it is stored as the last one.
   *
   * @param checkpoint signed by its log, and an extension of what is held
   */
  record Cosign(Checkpoint checkpoint) implements WitnessDecision {

    @Override
    public int status() {
      return 200;
    }

    @Override
    public String reason() {
      return "it extends the checkpoint that was cosigned last";
    }
  }

  /** It is not written as it should be, or its old size is larger than its new one. */
  record Malformed(String reason) implements WitnessDecision {

    @Override
    public int status() {
      return 400;
    }
  }

  /** The log has not signed it. */
  record BadSignature(String reason) implements WitnessDecision {

    @Override
    public int status() {
      return 403;
    }
  }

  /** It is of a log that the witness does not know. */
  record UnknownOrigin(String origin) implements WitnessDecision {

    @Override
    public int status() {
      return 404;
    }

    @Override
    public String reason() {
      return "this witness does not know the log " + Text.shown(origin);
    }
  }

  /**
   * The proof is not from the size that the witness has cosigned last.
   *
   * @param size that size, from which a proof would be taken
   */
  record Stale(long size) implements WitnessDecision {

    @Override
    public int status() {
      return 409;
    }

    @Override
    public String reason() {
      return "the checkpoint that was cosigned last has the size " + size;
    }
  }

  /** It is not proven to extend what the witness has cosigned; the log may have forked. */
  record BadProof(String reason) implements WitnessDecision {

    @Override
    public int status() {
      return 422;
    }
  }
}
