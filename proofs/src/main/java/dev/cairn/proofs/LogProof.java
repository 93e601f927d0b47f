package dev.cairn.proofs;

import dev.cairn.merkle.InclusionProof;
import dev.cairn.merkle.NoteSignature;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.TlogProof;
import java.util.Base64;
import java.util.List;

/**
 * That a log holds an event, or events that follow each other in a stream: what is written to a
 * {@code .tlog-proof} file.
 *
 * @param chain the records of the events
 * @param inclusion that the tree holds the last of them
 * @param checkpoint the tree's head as it was signed
 */
public record LogProof(RecordChain chain, InclusionProof inclusion, SignedNote checkpoint) {

  /** The characters of a signature of Ed25519 with its key's id and a cosigner's time. */
  private static final int SHORT_CHARS = 104;

  /** The file with the records in its {@code extra} line, so that it can be checked alone. */
  public TlogProof file() {
    String extra = Base64.getEncoder().encodeToString(chain.bytes());
    return new TlogProof(extra, inclusion.index(), inclusion.hashes(), checkpoint);
  }

  /** The file without the records: whoever checks it must have that of the last event. */
  public TlogProof bare() {
    return new TlogProof(inclusion, checkpoint);
  }

  /**
   * The same with the signatures of Ed25519 alone, where there are some. Those of ML-DSA-44 are
   * longer than all the rest.
   */
  public LogProof withShortSignatures() {
    List<NoteSignature> all = checkpoint.signatures();
    List<NoteSignature> few =
        all.stream().filter(signature -> signature.base64().length() <= SHORT_CHARS).toList();
    return few.isEmpty()
        ? this
        : new LogProof(chain, inclusion, new SignedNote(checkpoint.text(), few));
  }
}
