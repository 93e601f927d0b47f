package dev.cairn.cli;

import dev.cairn.merkle.NoteSignature;
import dev.cairn.merkle.PolicyVerdict;
import dev.cairn.merkle.VerifierKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What came of asking witnesses, for people and for scripts.
 *
 * @param events of the checkpoint
 * @param answers of all that were asked
 * @param verdict on the checkpoint with all the cosignatures that it has now
 * @param enough whether they are enough
 */
record SubmissionReport(
    long events, List<Submission> answers, PolicyVerdict verdict, boolean enough) {

  SubmissionReport {
    answers = List.copyOf(answers);
  }

  void plain(Output out) {
    for (Submission answer : answers) {
      out.line(line(answer));
    }
    out.line(
        String.format(
            Locale.ROOT,
            "The checkpoint of %,d events has the cosignatures of %d %s; %s.",
            events,
            verdict.cosigners().size(),
            verdict.cosigners().size() == 1 ? "key" : "keys",
            enough ? "they are enough" : "missing is " + lacking()));
  }

  private static String line(Submission answer) {
    return switch (answer) {
      case Submission.Cosigned cosigned ->
          "%s has cosigned: %s"
              .formatted(cosigned.witness().url(), String.join(", ", signers(cosigned)));
      case Submission.Disputed(var witness, var reason) ->
          "%s DISPUTES this log: %s".formatted(witness.url(), reason);
      case Submission.Failed(var witness, var reason) ->
          "%s has not cosigned: %s".formatted(witness.url(), reason);
    };
  }

  private static List<String> signers(Submission.Cosigned cosigned) {
    List<String> names = new ArrayList<>();
    for (NoteSignature line : cosigned.lines()) {
      for (VerifierKey key : cosigned.witness().keys()) {
        if (line.isOf(key)) {
          names.add("%s (%s)".formatted(key.name(), Cosignatures.kind(key)));
        }
      }
    }
    return names;
  }

  void json(Output out) {
    JsonObject object =
        new JsonObject(out)
            .string("origin", verdict.checkpoint().origin())
            .number("events", events)
            .bool("enough", enough)
            .string("lacking", enough ? "" : lacking());
    JsonObject.Items items = object.items("witnesses");
    for (Submission answer : answers) {
      JsonObject one = items.next().string("url", answer.witness().url().toString());
      switch (answer) {
        case Submission.Cosigned cosigned ->
            one.string("result", "cosigned").strings("keys", signers(cosigned));
        case Submission.Disputed disputed ->
            one.string("result", "disputed").string("reason", disputed.reason());
        case Submission.Failed failed ->
            one.string("result", "failed").string("reason", failed.reason());
      }
      one.close();
    }
    items.close();
    object.close();
    out.text("\n");
  }

  /** What witnesses say against the log. */
  List<String> disputes() {
    List<String> reasons = new ArrayList<>();
    for (Submission answer : answers) {
      if (answer instanceof Submission.Disputed disputed) {
        reasons.add(disputed.reason());
      }
    }
    return reasons;
  }

  /** What is missing, in words. */
  String lacking() {
    return verdict.isMet() ? "any cosignature" : verdict.lacking();
  }
}
