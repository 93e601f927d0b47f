package dev.cairn.proofs;

import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.TreeHead;

/**
 * The log is not what was signed of it: it is shorter, or holds something else. It was restored
 * from a backup, or cut, or is another one's copy. Signing it would be a second history under one
 * name, which whoever has seen the first one takes for a forgery, and rightly; so nothing was
 * signed.
 */
public final class RolledBackException extends ProofsException {

  private static final long serialVersionUID = 1L;

  private final transient Checkpoint signed;
  private final transient TreeHead found;

  /**
   * Names both histories.
   *
   * @param signed the checkpoint that was signed
   * @param found the head of the log as it is
   * @param where the signed checkpoint is kept
   */
  public RolledBackException(Checkpoint signed, TreeHead found, String where) {
    super(
        "%s was signed with %s (%s), and the log has %s now, which %s; it was restored or cut, and nothing more may be signed as %s. Put the log back that was signed, or go on under a new origin, whose first event holds that checkpoint: ./ledger migrate OLD NEW"
            .formatted(
                signed.origin(),
                told(signed.head()),
                where,
                told(found),
                found.size() < signed.head().size() ? "are fewer" : "do not begin with those",
                signed.origin()),
        null);
    this.signed = signed;
    this.found = found;
  }

  private static String told(TreeHead head) {
    return "%d events, root %s".formatted(head.size(), head.root().toBase64());
  }

  /** What was signed. */
  public Checkpoint signed() {
    return signed;
  }

  /** The head of the log as it is. */
  public TreeHead found() {
    return found;
  }
}
