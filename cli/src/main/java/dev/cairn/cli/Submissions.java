package dev.cairn.cli;

import dev.cairn.merkle.NoteSignature;
import dev.cairn.merkle.SignedNote;
import dev.cairn.witness.ProofSource;
import dev.cairn.witness.WitnessClient;
import dev.cairn.witness.WitnessRefusedException;
import dev.cairn.witness.WitnessUnavailableException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks witnesses to cosign a checkpoint: all at once, each one time, with a limit on the time. */
final class Submissions {

  private final SignedNote checkpoint;
  private final ProofSource proofs;
  private final Duration timeout;

  /**
   * For one checkpoint.
   *
   * @param proofs called by several threads at once
   * @param timeout of each of the at most two requests to a witness
   */
  Submissions(SignedNote checkpoint, ProofSource proofs, Duration timeout) {
    this.checkpoint = checkpoint;
    this.proofs = proofs;
    this.timeout = timeout;
  }

  /** What came of it, in the order of the witnesses. */
  List<Submission> ask(List<WitnessAddress> witnesses) throws InterruptedException {
    List<Submission> answers = new ArrayList<>();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(timeout).build();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Submission>> calls =
          witnesses.stream().map(one -> (Callable<Submission>) () -> ask(one, http)).toList();
      for (Future<Submission> answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException own ? own : new IllegalStateException(e);
    }
    return answers;
  }

  private Submission ask(WitnessAddress witness, HttpClient http) throws InterruptedException {
    WitnessClient client = new WitnessClient(witness.url(), witness.keys(), http, timeout);
    try {
      List<NoteSignature> all = client.submit(checkpoint, 0, proofs).signatures();
      return new Submission.Cosigned(
          witness, all.subList(checkpoint.signatures().size(), all.size()));
    } catch (WitnessRefusedException e) {
      String reason = String.valueOf(e.getMessage());
      return switch (e.reason()) {
        case SET_BACK, FORKED -> new Submission.Disputed(witness, reason);
        case NOT_ACCEPTED -> new Submission.Failed(witness, reason);
      };
    } catch (WitnessUnavailableException e) {
      return new Submission.Failed(witness, String.valueOf(e.getMessage()));
    }
  }
}
