package dev.cairn.cli;

import dev.cairn.merkle.PolicyVerdict;
import dev.cairn.proofs.FilePlace;
import dev.cairn.proofs.Findings;
import dev.cairn.proofs.PositionRange;
import dev.cairn.proofs.Tampering;
import dev.cairn.proofs.Verdict;
import java.util.List;

/** A verdict as one JSON object. */
final class VerdictJson {

  private final Output out;

  VerdictJson(Output out) {
    this.out = out;
  }

  void print(Verdict verdict, long millis) {
    JsonObject object = new JsonObject(out);
    boolean isVerified = verdict instanceof Verdict.Verified;
    object
        .string("verdict", name(verdict))
        .bool("anchored", isVerified && verdict.findings().anchored());
    findings(verdict.findings(), object);
    switch (verdict) {
      case Verdict.Verified _ -> {}
      case Verdict.Tampered tampered -> tampered(tampered, object);
      case Verdict.Unfinished unfinished -> object.string("reason", unfinished.reason());
    }
    object.number("millis", millis).close();
    out.text("\n");
  }

  private static String name(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Verified _ -> "verified";
      case Verdict.Tampered _ -> "tampered";
      case Verdict.Unfinished _ -> "unfinished";
    };
  }

  private static void findings(Findings found, JsonObject object) {
    object.string("origin", found.origin());
    object
        .object("checkpoint")
        .number("size", found.checkpoint().size())
        .string("root", found.checkpoint().root().toBase64())
        .strings("signers", found.signers())
        .close();
    JsonObject witnesses =
        object
            .object("witnesses")
            .bool("asked", found.witnesses().asked())
            .string("missing", found.witnesses().lacking());
    JsonObject.Items cosigners = witnesses.items("cosigners");
    for (PolicyVerdict.Cosigner cosigner : found.witnesses().cosigners()) {
      cosigners
          .next()
          .string("witness", cosigner.witness().name())
          .number("time", cosigner.time())
          .close();
    }
    cosigners.close();
    witnesses.close();
    object
        .object("events")
        .number("read", found.events().read())
        .number("streams", found.events().streams())
        .number("unsigned", found.events().unsigned())
        .close();
    object
        .object("tiles")
        .number("compared", found.tiles().compared())
        .number("different", found.tiles().different())
        .close();
    history(found.history(), object.object("history"));
  }

  private static void history(Findings.History history, JsonObject object) {
    object.number("checkpoints", history.checkpoints()).number("skipped", history.skipped());
    switch (history.pin()) {
      case Findings.Pin.None _ -> {}
      case Findings.Pin.First _ -> object.string("pin", "first");
      case Findings.Pin.Extended pin ->
          object.string("pin", "extended").number("pinned", pin.pinned().size());
      case Findings.Pin.Broken pin ->
          object.string("pin", "broken").number("pinned", pin.pinned().size());
    }
    object.close();
  }

  private static void tampered(Verdict.Tampered tampered, JsonObject object) {
    JsonObject.Items items = object.items("tamperings");
    for (Tampering tampering : tampered.tamperings()) {
      JsonObject item = items.next();
      details(tampering, item);
      item.string("what", tampering.what()).string("next", tampering.next()).close();
    }
    items.close();
    object.number("more", tampered.more());
    ranges(object.items("proven"), tampered.proven());
  }

  private static void details(Tampering tampering, JsonObject item) {
    switch (tampering) {
      case Tampering.BadEvent bad ->
          place(
              bad.place(),
              item.string("kind", "bad_event")
                  .number("position", bad.position())
                  .string("stream", bad.stream())
                  .number("version", bad.version())
                  .string("type", bad.type()));
      case Tampering.MissingEvents missing ->
          place(
              missing.place(),
              item.string("kind", "missing_events")
                  .number("first", missing.events().from())
                  .number("last", missing.events().to()));
      case Tampering.ExtraLine extra ->
          place(extra.place(), item.string("kind", "extra_line").number("before", extra.before()));
      case Tampering.ChangedEvents changed ->
          item.string("kind", "changed_events")
              .number("first", changed.events().from())
              .number("last", changed.events().to());
      case Tampering.DamagedTiles tiles ->
          item.string("kind", "damaged_tiles")
              .string("tile", tiles.first().tile().toString())
              .number("different", tiles.different());
      case Tampering.Fork fork ->
          place(fork.place(), item.string("kind", "fork").number("size", fork.signed().size()));
      case Tampering.PinNotExtended pin ->
          item.string("kind", "pin_not_extended").number("pinned", pin.pinned().size());
      case Tampering.RefusedFile refused ->
          place(refused.place(), item.string("kind", "refused_file"));
    }
  }

  private static void place(FilePlace place, JsonObject item) {
    item.string("file", place.file())
        .number("line", place.line())
        .number("from", place.from())
        .number("to", place.to());
  }

  private static void ranges(JsonObject.Items items, List<PositionRange> ranges) {
    for (PositionRange range : ranges) {
      items.next().number("first", range.from()).number("last", range.to()).close();
    }
    items.close();
  }
}
