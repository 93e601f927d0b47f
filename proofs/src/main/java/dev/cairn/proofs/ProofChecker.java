package dev.cairn.proofs;

import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.InclusionProof;
import dev.cairn.merkle.LogIdentity;
import dev.cairn.merkle.MalformedException;
import dev.cairn.merkle.PolicyVerdict;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.TlogProof;
import dev.cairn.merkle.TrustPolicy;
import dev.cairn.merkle.UnprovenException;
import dev.cairn.merkle.VerifierKey;
import dev.cairn.proofs.ProofVerdict.BrokenChain;
import dev.cairn.proofs.ProofVerdict.Malformed;
import dev.cairn.proofs.ProofVerdict.NoRecords;
import dev.cairn.proofs.ProofVerdict.NotIncluded;
import dev.cairn.proofs.ProofVerdict.OtherEvent;
import dev.cairn.proofs.ProofVerdict.Proven;
import dev.cairn.proofs.ProofVerdict.Untrusted;
import dev.cairn.proofs.ProofVerdict.WithoutRecord;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Checks proof files, offline and without the store. Everything in a file is taken for a claim: it
 * is told as proven only once the signature of a trusted log and the path from the record to the
 * root that was signed bear it out.
 *
 * @param policy the logs that are trusted, and the witnesses that are known
 */
public record ProofChecker(TrustPolicy policy) {

  /** Checks a file that holds its records. */
  public ProofVerdict check(byte[] file) {
    return check(file, Optional.empty(), List.of());
  }

  /**
   * Checks a file, and lines of a log that are shown with it.
   *
   * @param file a {@code .tlog-proof}
   * @param record the bytes of the record of the event, for a file that holds none; one that holds
   *     some is checked against it too
   * @param lines as they stand in {@code events.log}; each must be that of an event that is proven
   */
  public ProofVerdict check(byte[] file, Optional<byte[]> record, List<byte[]> lines) {
    TlogProof proof;
    try {
      proof = TlogProof.parse(file);
    } catch (MalformedException e) {
      return new Malformed(String.valueOf(e.getMessage()));
    }
    PolicyVerdict trusted;
    List<VerifierKey> signers;
    try {
      trusted = policy.judge(proof.checkpoint());
      signers = signers(proof.checkpoint());
    } catch (MalformedException | UnprovenException e) {
      return new Untrusted(String.valueOf(e.getMessage()));
    }
    return switch (records(proof, record)) {
      case Records.None _ -> new WithoutRecord();
      case Records.Unreadable unreadable -> new NoRecords(unreadable.reason());
      case Records.Read read -> events(proof, read.chain(), trusted, signers, lines);
    };
  }

  /** The keys of the log that have signed; {@link TrustPolicy#judge} has found one at least. */
  private List<VerifierKey> signers(SignedNote checkpoint) {
    String origin = Checkpoint.parse(checkpoint.text()).origin();
    List<VerifierKey> keys =
        policy.logs().stream()
            .map(TrustPolicy.Log::key)
            .filter(key -> key.name().equals(origin))
            .toList();
    return new LogIdentity(origin, keys)
        .open(checkpoint, List.of()).signatures().stream()
            .map(signature -> signature.key())
            .distinct()
            .toList();
  }

  /** The records that a file claims to be about. */
  private sealed interface Records {
    record None() implements Records {}

    record Unreadable(String reason) implements Records {}

    record Read(RecordChain chain) implements Records {}
  }

  private static Records records(TlogProof proof, Optional<byte[]> given) {
    try {
      Optional<RecordChain> alone = given.map(LeafRecord::parse).map(RecordChain::of);
      if (proof.extra().isEmpty()) {
        return alone.<Records>map(Records.Read::new).orElseGet(Records.None::new);
      }
      RecordChain chain = RecordChain.parse(Base64.getDecoder().decode(proof.extra()));
      boolean same = alone.map(one -> one.last().equals(chain.last())).orElse(true);
      return same
          ? new Records.Read(chain)
          : new Records.Unreadable("the record that was given is not the last one of the file");
    } catch (IllegalArgumentException e) {
      return new Records.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  private static ProofVerdict events(
      TlogProof proof,
      RecordChain chain,
      PolicyVerdict trusted,
      List<VerifierKey> signers,
      List<byte[]> lines) {
    String broken = chain.broken();
    if (!broken.isEmpty()) {
      return new BrokenChain(broken);
    }
    long position = chain.last().position().sequence();
    if (proof.index() != position - 1) {
      return new NotIncluded(
          "it is the proof of position %d, and the record is of position %d"
              .formatted(proof.index() + 1, position));
    }
    Checkpoint checkpoint = trusted.checkpoint();
    try {
      new InclusionProof(proof.index(), checkpoint.head().size(), proof.hashes())
          .verify(chain.leafHash(), checkpoint.head());
    } catch (UnprovenException e) {
      return new NotIncluded(String.valueOf(e.getMessage()));
    }
    return shown(chain, lines, new Proven(chain, trusted, signers, List.of()));
  }

  private static ProofVerdict shown(RecordChain chain, List<byte[]> lines, Proven proven) {
    List<LeafRecord> shown = new ArrayList<>();
    for (byte[] line : lines) {
      int number = shown.size() + 1;
      EventLine event;
      try {
        event = EventLine.parse(line);
      } catch (IllegalArgumentException e) {
        return new OtherEvent(number, String.valueOf(e.getMessage()));
      }
      Optional<LeafRecord> record =
          chain.records().stream().filter(r -> r.content().equals(event.content())).findFirst();
      if (record.isEmpty()) {
        return new OtherEvent(
            number,
            "its hash, %s, is in none of the records".formatted(event.content().toBase64()));
      }
      shown.add(record.get());
    }
    return new Proven(chain, proven.policy(), proven.signers(), shown);
  }
}
