package dev.cairn.cli;

import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.LogIdentity;
import dev.cairn.merkle.MalformedException;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.TrustPolicy;
import dev.cairn.merkle.VerifierKey;
import dev.cairn.witness.Witness;
import dev.cairn.witness.WitnessFolder;
import dev.cairn.witness.WitnessServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a witness until it is interrupted; may be ended at any moment. */
@Command(
    name = "serve",
    description =
        "Run a witness: it cosigns the checkpoints of the logs in --logs if they "
            + "extend those that it has cosigned before, and remembers them in --folder, "
            + "with its keys, which are made at first use. Prints a line for each key, as "
            + "those who rely on this witness put it into their policy. Ends with Ctrl-C. "
            + "Speaks plain HTTP: for others than this machine put a proxy with TLS before "
            + "it. Never put its folder back from a backup: begin a new witness instead.")
final class ServeWitness implements Callable<Integer> {

  /** Where it listens if nothing else is said. */
  static final int PORT = 8788;

  private static final int PORT_MAX = 65_535;

  @Option(
      names = "--folder",
      paramLabel = "PATH",
      description = "The witness's own folder; made where it is missing.")
  private @Nullable String folder;

  @Option(
      names = "--logs",
      paramLabel = "FILE",
      description =
          "Which logs it knows: the lines 'log VKEY' of a policy, as "
              + "c2sp.org/tlog-policy has it. Such a file names witnesses and a quorum too; "
              + "they are for those who verify.")
  private @Nullable String logs;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Of a new witness, best a domain of yours and a path; else one is made up.")
  private @Nullable String name;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "The address to listen at (default: 127.0.0.1, for this machine alone).")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port to listen at (default: ${DEFAULT-VALUE}); 0 takes any that is free.")
  private int port = PORT;

  private final Ledger ledger;

  ServeWitness(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (folder == null || logs == null) {
      throw CommandException.usage("witness serve needs --folder PATH and --logs FILE");
    }
    Path own = Ledger.path("--folder", folder);
    List<LogIdentity> known = identities(TrustOptions.read("--logs", Ledger.path("--logs", logs)));
    InetSocketAddress address = address();
    try (WitnessFolder memory = WitnessFolder.open(ledger.access().disk(), own)) {
      List<SignerKey> keys = keys(memory);
      Witness witness = new Witness(keys, known, memory, Clock.systemUTC());
      try (WitnessServer server = started(witness, address)) {
        known.forEach(log -> tell(log, memory));
        show(keys, url(server.address()));
        new CountDownLatch(1).await();
      }
    } catch (IOException e) {
      throw CommandException.withExit(
          Exit.UNAVAILABLE, "the witness in %s: %s".formatted(own, e.getMessage()));
    }
    return Exit.OK;
  }

  /** Keys of one name are keys of one log, old and new, or of one kind and the other. */
  private static List<LogIdentity> identities(TrustPolicy policy) {
    Map<String, List<VerifierKey>> keys = new LinkedHashMap<>();
    for (TrustPolicy.Log log : policy.logs()) {
      keys.computeIfAbsent(log.key().name(), _ -> new ArrayList<>()).add(log.key());
    }
    if (keys.isEmpty()) {
      throw CommandException.usage(
          "--logs names no log; put in a line 'log VKEY' for each, as its 'ledger keys' shows it");
    }
    return keys.entrySet().stream()
        .map(log -> new LogIdentity(log.getKey(), log.getValue()))
        .toList();
  }

  private InetSocketAddress address() {
    if (port < 0 || port > PORT_MAX) {
      throw CommandException.usage("--port is from 0 to %d, not %d".formatted(PORT_MAX, port));
    }
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw CommandException.usage("--host: there is no address of '%s'".formatted(host));
    }
    return address;
  }

  private List<SignerKey> keys(WitnessFolder memory) throws IOException {
    List<SignerKey> keys;
    try {
      keys = memory.keys(name == null ? "cairn-witness/" + UUID.randomUUID() : name);
    } catch (MalformedException e) {
      throw CommandException.usage("--name: " + e.getMessage());
    }
    String kept = keys.getFirst().verifier().name();
    if (name != null && !name.equals(kept)) {
      throw CommandException.usage(
          "--name: this witness is called %s, and keeps that name; another one has another folder"
              .formatted(kept));
    }
    return keys;
  }

  private static WitnessServer started(Witness witness, InetSocketAddress address) {
    try {
      return WitnessServer.start(witness, address);
    } catch (IOException e) {
      throw CommandException.withExit(
          Exit.UNAVAILABLE,
          "cannot listen at %s port %d: %s; choose another one with --port"
              .formatted(address.getHostString(), address.getPort(), e.getMessage()));
    }
  }

  private static URI url(InetSocketAddress address) {
    try {
      return new URI("http", null, address.getHostString(), address.getPort(), null, null, null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void show(List<SignerKey> keys, URI url) {
    for (SignerKey key : keys) {
      VerifierKey verifier = key.verifier();
      String kind = Cosignatures.kind(verifier);
      ledger.out().line("witness %s/%s %s %s".formatted(verifier.name(), kind, verifier, url));
    }
    ledger.out().flush();
  }

  /** What cannot be cosigned is better known now than when a log asks. */
  private void tell(LogIdentity log, WitnessFolder memory) {
    try {
      ledger
          .console()
          .note(
              memory
                  .held(log.origin())
                  .map(note -> Checkpoint.parse(note.text()).head().size())
                  .map(size -> "%s was cosigned up to %d events".formatted(log.origin(), size))
                  .orElseGet(() -> log.origin() + " was never cosigned yet"));
    } catch (IOException e) {
      ledger.console().note(String.valueOf(e.getMessage()));
    }
  }
}
