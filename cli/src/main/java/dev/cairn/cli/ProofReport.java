package dev.cairn.cli;

import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.PolicyVerdict;
import dev.cairn.merkle.VerifierKey;
import dev.cairn.proofs.LeafRecord;
import dev.cairn.proofs.ProofVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says what a proof file proves. What is refused is told as an error, and as JSON here too. */
final class ProofReport {

  private final Output out;
  private final Trust believed;

  ProofReport(Output out, Trust believed) {
    this.out = out;
    this.believed = believed;
  }

  void plain(ProofVerdict verdict) {
    switch (verdict) {
      case ProofVerdict.Refused _ -> {}
      case ProofVerdict.Proven proven -> {
        proven.chain().records().forEach(record -> out.line(row(record, proven)));
        PolicyVerdict policy = proven.policy();
        Checkpoint checkpoint = policy.checkpoint();
        out.line(
            String.format(
                Locale.ROOT,
                "checkpoint  %,d events, root %s, signed by %s",
                checkpoint.head().size(),
                checkpoint.head().root().toBase64(),
                signers(proven)));
        out.line("witnesses   " + witnesses(policy));
        out.line(
            "PROVEN: %s. Anchored: %s."
                .formatted(
                    proven.sentence(),
                    believed.isAnchored(policy)
                        ? "yes"
                        : "no, only a checkpoint kept elsewhere or witnesses would show that this log shows others another"));
      }
    }
  }

  private static String row(LeafRecord record, ProofVerdict.Proven proven) {
    return "[%s] %s | %s | version %s of %s%s"
        .formatted(
            Text.position(record.position()),
            Text.seconds(record.timestamp()),
            record.type(),
            record.version(),
            record.stream(),
            proven.shown().contains(record) ? ", and the line shown is what happened" : "");
  }

  private static String signers(ProofVerdict.Proven proven) {
    return proven.signers().stream()
        .map(key -> key.name() + "+" + key.hexId())
        .collect(Collectors.joining(", "));
  }

  private String witnesses(PolicyVerdict policy) {
    String cosigned =
        policy.cosigners().stream()
            .map(cosigner ->
                cosigner.witness().name()
                    + (cosigner.time() == 0 ? "" : ", " + time(cosigner.time()) + " UTC"))
            .collect(Collectors.joining("; "));
    String some = cosigned.isEmpty() ? "none that you know has cosigned" : cosigned;
    if (!policy.isMet()) {
      return some + "; missing is " + policy.lacking();
    }
    return believed.asksForNoWitness() ? some + "; your policy asks for none" : some;
  }

  private static String time(long seconds) {
    return Text.seconds(Instant.ofEpochSecond(seconds));
  }

  void table(ProofVerdict verdict) {
    switch (verdict) {
      case ProofVerdict.Refused _ -> {}
      case ProofVerdict.Proven proven -> {
        Printer<LeafRecord> printer = new Printer<>(new RecordView(proven), Format.TABLE, out);
        proven.chain().records().forEach(printer::print);
        printer.end();
      }
    }
  }

  void json(ProofVerdict verdict) {
    JsonObject object = new JsonObject(out);
    switch (verdict) {
      case ProofVerdict.Refused refused ->
          object
              .string("verdict", "refused")
              .string("case", name(refused))
              .string("reason", refused.sentence());
      case ProofVerdict.Proven proven -> {
        PolicyVerdict policy = proven.policy();
        object
            .string("verdict", "proven")
            .bool("anchored", believed.isAnchored(policy))
            .string("origin", policy.checkpoint().origin())
            .number("size", policy.checkpoint().head().size())
            .string("root", policy.checkpoint().head().root().toBase64())
            .strings("signed_by", proven.signers().stream().map(VerifierKey::toString).toList());
        cosigners(object, policy.cosigners());
        object.string("lacking", policy.lacking());
        events(object, proven);
      }
    }
    object.close();
    out.text("\n");
  }

  private static String name(ProofVerdict.Refused refused) {
    return switch (refused) {
      case ProofVerdict.Malformed _ -> "malformed";
      case ProofVerdict.Untrusted _ -> "untrusted";
      case ProofVerdict.WithoutRecord _ -> "without-record";
      case ProofVerdict.NoRecords _ -> "no-records";
      case ProofVerdict.BrokenChain _ -> "broken-chain";
      case ProofVerdict.NotIncluded _ -> "not-included";
      case ProofVerdict.OtherEvent _ -> "other-event";
    };
  }

  private static void cosigners(JsonObject object, List<PolicyVerdict.Cosigner> cosigners) {
    JsonObject.Items items = object.items("cosigned_by");
    for (PolicyVerdict.Cosigner cosigner : cosigners) {
      JsonObject item = items.next().string("witness", cosigner.witness().name());
      if (cosigner.time() != 0) {
        item.string("time", Text.micros(Instant.ofEpochSecond(cosigner.time())));
      }
      item.close();
    }
    items.close();
  }

  private static void events(JsonObject object, ProofVerdict.Proven proven) {
    RecordView view = new RecordView(proven);
    JsonObject.Items items = object.items("events");
    for (LeafRecord record : proven.chain().records()) {
      JsonObject item = items.next();
      view.json(record, item);
      item.close();
    }
    items.close();
  }

  /**
   * A record that was proven.
   *
   * @param proven says which lines were shown
   */
  private record RecordView(ProofVerdict.Proven proven) implements View<LeafRecord> {

    @Override
    public List<String> headings() {
      return List.of("POSITION", "TIME", "STREAM", "VERSION", "TYPE", "LINE");
    }

    @Override
    public List<String> cells(LeafRecord record) {
      return List.of(
          Text.position(record.position()),
          Text.seconds(record.timestamp()),
          record.stream().value(),
          record.version().toString(),
          record.type().value(),
          proven.shown().contains(record) ? "matches" : "");
    }

    @Override
    public String plain(LeafRecord record) {
      return row(record, proven);
    }

    @Override
    public void json(LeafRecord record, JsonObject object) {
      object
          .position("position", record.position())
          .string("id", record.id().toString())
          .string("type", record.type().value())
          .string("aggregate_id", record.stream().value())
          .number("version", record.version().number())
          .string("timestamp", Text.micros(record.timestamp()))
          .string("content", record.content().toBase64())
          .bool("shown", proven.shown().contains(record));
    }
  }
}
