package dev.cairn.cli;

import dev.cairn.merkle.PolicyVerdict;
import dev.cairn.proofs.Findings;
import dev.cairn.proofs.PositionRange;
import dev.cairn.proofs.Tampering;
import dev.cairn.proofs.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A verdict in sentences. */
final class VerdictText {

  private static final int TAMPERINGS_MAX = 10;
  private static final int RANGES_MAX = 8;

  /** A line of what was looked at, and how it is. */
  private record Look(String what, String text, String how) {}

  private final Output out;

  VerdictText(Output out) {
    this.out = out;
  }

  void print(Verdict verdict, long millis) {
    List<Look> looks = looks(verdict);
    int width = looks.stream().mapToInt(look -> look.text().length()).max().orElse(0);
    for (Look look : looks) {
      out.line(
          "%-10s  %s%s"
              .formatted(
                  look.what(),
                  look.text(),
                  look.how().isEmpty()
                      ? ""
                      : " ".repeat(width - look.text().length() + 2) + look.how()));
    }
    switch (verdict) {
      case Verdict.Verified verified -> verified(verified, millis);
      case Verdict.Tampered tampered -> tampered(tampered);
      case Verdict.Unfinished unfinished ->
          out.line("COULD NOT FINISH  %s.".formatted(unfinished.reason()));
    }
  }

  private static List<Look> looks(Verdict verdict) {
    Findings found = verdict.findings();
    boolean ok = verdict instanceof Verdict.Verified;
    List<Look> looks = new ArrayList<>();
    looks.add(new Look("origin", found.origin(), ""));
    boolean isSigned = !found.signers().isEmpty();
    looks.add(
        new Look(
            "checkpoint",
            isSigned
                ? String.format(
                    Locale.ROOT,
                    "%,d events, root %s, signed by %s",
                    found.checkpoint().size(),
                    found.checkpoint().root().toBase64(),
                    String.join(", ", found.signers()))
                : "none that is good",
            isSigned ? "ok" : "no"));
    looks.add(witnesses(found.witnesses(), isSigned));
    Findings.Events events = found.events();
    looks.add(
        new Look(
            "events",
            String.format(Locale.ROOT, "%,d read, %,d streams", events.read(), events.streams())
                + (ok ? " complete, 0 gaps" : "")
                + (events.unsigned() > 0
                    ? String.format(Locale.ROOT, ", %,d not signed yet", events.unsigned())
                    : ""),
            ok ? "ok" : ""));
    Findings.Tiles tiles = found.tiles();
    looks.add(
        new Look(
            "tiles",
            tiles.compared() == 0
                ? "none compared: none are kept"
                : String.format(
                    Locale.ROOT,
                    "%,d of %,d equal to recomputation",
                    tiles.compared() - tiles.different(),
                    tiles.compared()),
            tiles.compared() == 0 ? "" : tiles.different() == 0 ? "ok" : "no"));
    looks.add(history(found.history(), ok));
    return looks;
  }

  private static Look witnesses(Findings.Witnesses witnesses, boolean isSigned) {
    if (!witnesses.asked()) {
      return new Look("witnesses", "none asked for", "");
    }
    String who =
        witnesses.cosigners().stream().map(VerdictText::cosigner).collect(Collectors.joining("; "));
    if (witnesses.lacking().isEmpty() && isSigned) {
      return new Look("witnesses", "as the policy asks: " + who, "ok");
    }
    return new Look(
        "witnesses", (who.isEmpty() ? "none" : who) + "; missing: " + witnesses.lacking(), "no");
  }

  private static String cosigner(PolicyVerdict.Cosigner cosigner) {
    return cosigner.witness().name()
        + (cosigner.time() == 0
            ? ""
            : ", " + Text.seconds(Instant.ofEpochSecond(cosigner.time())) + " UTC");
  }

  private static Look history(Findings.History history, boolean ok) {
    String signed =
        String.format(
                Locale.ROOT,
                "%,d signed %s compared",
                history.checkpoints(),
                history.checkpoints() == 1 ? "checkpoint" : "checkpoints")
            + (history.skipped() > 0
                ? String.format(Locale.ROOT, ", %,d passed over", history.skipped())
                : "");
    return switch (history.pin()) {
      case Findings.Pin.None _ -> new Look("history", signed, ok ? "ok" : "");
      case Findings.Pin.First _ ->
          new Look("history", signed + "; no checkpoint was pinned yet", ok ? "ok" : "");
      case Findings.Pin.Extended extended ->
          new Look(
              "history",
              String.format(
                      Locale.ROOT,
                      "extends your pinned checkpoint of %,d; ",
                      extended.pinned().size())
                  + signed,
              ok ? "ok" : "");
      case Findings.Pin.Broken broken ->
          new Look(
              "history",
              String.format(
                      Locale.ROOT,
                      "not shown to extend your pinned checkpoint of %,d; ",
                      broken.pinned().size())
                  + signed,
              "no");
    };
  }

  private void verified(Verdict.Verified verified, long millis) {
    boolean anchored = verified.findings().anchored();
    out.line(
        String.format(
            Locale.ROOT,
            "VERIFIED in %.2f s. Anchored: %s.",
            millis / 1_000.0,
            anchored ? "yes" : "no"));
    if (!anchored) {
      out.line(
          "Nobody but this store and its key says that this is the log, and all of it: a log that was replaced as a whole or set back would look the same. Keep a checkpoint elsewhere (--pin FILE), or ask witnesses (--policy FILE).");
    }
  }

  private void tampered(Verdict.Tampered tampered) {
    List<Tampering> told = tampered.tamperings();
    for (Tampering tampering : told.subList(0, Math.min(told.size(), TAMPERINGS_MAX))) {
      out.line("TAMPERED  %s.".formatted(tampering.what()));
    }
    long more = tampered.more() + Math.max(0, told.size() - TAMPERINGS_MAX);
    if (more > 0) {
      out.line(
          String.format(Locale.ROOT, "          and %,d more; -o json names more of them.", more));
    }
    out.line(proven(tampered.proven()));
    out.line("Next: %s.".formatted(told.getFirst().next()));
  }

  private static String proven(List<PositionRange> proven) {
    if (proven.isEmpty()) {
      return "No event is proven good.";
    }
    List<String> ranges = proven.stream().limit(RANGES_MAX).map(PositionRange::toString).toList();
    String more =
        proven.size() > RANGES_MAX
            ? String.format(
                Locale.ROOT,
                " and %,d more ranges, %,d events in all",
                proven.size() - RANGES_MAX,
                proven.stream().mapToLong(PositionRange::count).sum())
            : "";
    return "Proven good: events %s%s.".formatted(String.join(", ", ranges), more);
  }
}
