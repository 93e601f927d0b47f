package dev.cairn.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.merkle.WitnessDecision;

/**
 * An answer of a witness, as HTTP has it.
 *
 * @param status 200 and signature lines, or why not
 * @param contentType of the body
 * @param body text that ends in a newline
 */
public record WitnessAnswer(int status, String contentType, String body) {

  /** Of a 409, whose body is the size that was cosigned last. */
  static final String SIZE_TYPE = "text/x.tlog.size";

  private static final String TEXT_TYPE = "text/plain; charset=utf-8";

  static WitnessAnswer text(int status, String text) {
    return new WitnessAnswer(status, TEXT_TYPE, text);
  }

  static WitnessAnswer of(WitnessDecision decision) {
    return switch (decision) {
      case WitnessDecision.Stale stale ->
          new WitnessAnswer(stale.status(), SIZE_TYPE, stale.size() + "\n");
      case WitnessDecision.Cosign _,
          WitnessDecision.Malformed _,
          WitnessDecision.BadSignature _,
          WitnessDecision.UnknownOrigin _,
          WitnessDecision.BadProof _ ->
          text(decision.status(), decision.reason() + "\n");
    };
  }

  byte[] bytes() {
    return body.getBytes(UTF_8);
  }
}
