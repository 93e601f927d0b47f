package dev.cairn.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.merkle.AddCheckpoint;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.MerkleException;
import dev.cairn.merkle.NoteSignature;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.VerifierKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Asks one witness to cosign the checkpoints of a log.
 *
 * <p>For use by several threads at once. An answer is at most {@link #MOST_ANSWER_BYTES} long.
 */
public final class WitnessClient {

  /** The most bytes of an answer: 16 signatures of ML-DSA-44 and more fit. */
  public static final int MOST_ANSWER_BYTES = 128 << 10;

  private static final Pattern SIZE = Pattern.compile("(0|[1-9][0-9]{0,17})\n");
  private static final int MOST_SHOWN = 200;

  private final URI address;
  private final List<VerifierKey> keys;
  private final HttpClient http;
  private final Duration timeout;

  /**
   * A client of one witness.
   *
   * @param prefix the submission prefix, such as {@code https://witness.example/w1}
   * @param keys what the witness cosigns with; to be had from elsewhere than the witness
   * @param timeout for each of at most two requests, from the connection to the end of the answer
   */
  public WitnessClient(URI prefix, List<VerifierKey> keys, HttpClient http, Duration timeout) {
    String text = prefix.toString();
    this.address = URI.create(text + (text.endsWith("/") ? "" : "/") + "add-checkpoint");
    this.keys = List.copyOf(keys);
    this.http = http;
    this.timeout = timeout;
  }

  /**
   * Has a checkpoint cosigned. A witness that has cosigned another size than was thought says
   * which, and is asked once more with the proof from there.
   *
   * @param checkpoint signed by the log
   * @param oldSize what the witness has cosigned last, as far as is known; else 0
   * @return the checkpoint with the cosignatures of this witness, verified, behind its own lines
   * @throws WitnessRefusedException if the witness does not cosign it
   * @throws WitnessUnavailableException if it cannot be reached in time, or answers something else
   * @throws InterruptedException if the thread was interrupted while it waited
   */
  public SignedNote submit(SignedNote checkpoint, long oldSize, ProofSource proofs)
      throws InterruptedException {
    long size = Checkpoint.parse(checkpoint.text()).head().size();
    HttpResponse<byte[]> answer = ask(checkpoint, oldSize, size, proofs);
    if (answer.statusCode() == 409) {
      long held = heldSize(answer);
      if (held > size) {
        throw new WitnessRefusedException(
            409,
            WitnessRefusedException.Reason.SET_BACK,
            "the witness %s has cosigned a tree of %d leaves, this checkpoint has %d: the log was set back"
                .formatted(address, held, size));
      }
      answer = ask(checkpoint, held, size, proofs);
    }
    return cosigned(checkpoint, answer);
  }

  private HttpResponse<byte[]> ask(
      SignedNote checkpoint, long oldSize, long size, ProofSource proofs)
      throws InterruptedException {
    var hashes = proofs.between(oldSize, size).hashes();
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .POST(
                BodyPublishers.ofByteArray(new AddCheckpoint(oldSize, hashes, checkpoint).bytes()))
            .build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_ANSWER_BYTES));
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new WitnessUnavailableException(
          "the witness %s did not answer within %d ms".formatted(address, timeout.toMillis()), e);
    } catch (ExecutionException e) {
      throw new WitnessUnavailableException(
          "the witness %s could not be asked: %s".formatted(address, e.getCause()), e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private long heldSize(HttpResponse<byte[]> answer) {
    var size = SIZE.matcher(text(answer));
    if (!size.matches()) {
      throw new WitnessUnavailableException(
          "the witness %s answered 409 without the size that it has cosigned: '%s'"
              .formatted(address, shown(answer)),
          null);
    }
    return Long.parseLong(size.group(1));
  }

  private SignedNote cosigned(SignedNote checkpoint, HttpResponse<byte[]> answer) {
    int status = answer.statusCode();
    if (status == 422) {
      throw new WitnessRefusedException(
          status,
          WitnessRefusedException.Reason.FORKED,
          "the witness %s has cosigned another history of this log, which this checkpoint does not extend: the log has forked (%s)"
              .formatted(address, shown(answer)));
    }
    if (status >= 400 && status < 500 && status != 408 && status != 429) {
      throw new WitnessRefusedException(
          status,
          WitnessRefusedException.Reason.NOT_ACCEPTED,
          "the witness %s refused with %d: %s".formatted(address, status, shown(answer)));
    }
    if (status != 200) {
      throw new WitnessUnavailableException(
          "the witness %s answered %d: %s".formatted(address, status, shown(answer)), null);
    }
    try {
      List<NoteSignature> lines = lines(text(answer));
      new SignedNote(checkpoint.text(), lines).open(keys);
      return checkpoint.with(lines);
    } catch (MerkleException e) {
      throw new WitnessUnavailableException(
          "the witness %s gave no cosignature: %s".formatted(address, e.getMessage()), e);
    }
  }

  /** Those of the witness's keys; lines of others are ignored, as the protocol asks. */
  private List<NoteSignature> lines(String text) {
    return text.lines()
        .map(NoteSignature::parse)
        .filter(signature -> keys.stream().anyMatch(signature::isOf))
        .toList();
  }

  private static String shown(HttpResponse<byte[]> answer) {
    String text = text(answer).strip();
    return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), UTF_8);
  }
}
