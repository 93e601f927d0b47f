package dev.cairn.cli;

import dev.cairn.testkit.Eventually;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;

/**
 * A witness that {@code ledger witness serve} runs in a thread of this process until it is closed.
 */
final class ServingWitness implements AutoCloseable {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final FutureTask<Integer> command;
  private final Thread thread;

  private ServingWitness(List<String> args) {
    Console console =
        new Console(
            new ByteArrayInputStream(new byte[0]),
            new Output(out),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of(),
            false);
    command =
        new FutureTask<>(() -> Ledger.run(args.toArray(String[]::new), console, new DiskAccess()));
    thread = Thread.ofVirtual().start(command);
  }

  /** Starts one at a port that is free, and waits until it serves. */
  static ServingWitness start(Path folder, Path logs, String... more) {
    List<String> args =
        new ArrayList<>(List.of("witness", "serve", "--port", "0", "--folder", folder.toString()));
    args.addAll(List.of("--logs", logs.toString()));
    args.addAll(List.of(more));
    ServingWitness witness = new ServingWitness(args);
    Eventually.holds(
        "the witness serves: " + witness.err(),
        () -> {
          if (witness.command.isDone()) {
            throw new IllegalStateException(witness.err());
          }
          return witness.policyLines().size() == 2;
        });
    return witness;
  }

  /** What it prints: a line of a policy for each of its keys. */
  List<String> policyLines() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** The verifier key of Ed25519. */
  String key() {
    return policyLines().getFirst().split(" ", -1)[2];
  }

  URI url() {
    return URI.create(policyLines().getFirst().split(" ", -1)[3]);
  }

  /** Interrupts it; returns its exit code. */
  int stop() throws Exception {
    thread.interrupt();
    return command.get();
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
