package dev.cairn.cli;

import dev.cairn.merkle.MalformedException;
import dev.cairn.merkle.TrustPolicy;
import dev.cairn.merkle.VerifierKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whom a command believes: the options, as every command that checks a signature has them. */
final class TrustOptions {

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "Whom to believe: logs, witnesses and quorum, as c2sp.org/tlog-policy has it.")
  private @Nullable String policy;

  @Option(
      names = "--key",
      paramLabel = "VKEY",
      description = "A public key of the log, name+id+key; may be given again. Else the policy's.")
  private List<String> keys = List.of();

  /**
   * What was named, or else the keys that are known on this machine.
   *
   * @param known asked where neither option names a log
   */
  Trust trust(Supplier<List<VerifierKey>> known) {
    TrustPolicy named =
        policy == null ? Trust.NOBODY : read("--policy", Ledger.path("--policy", policy));
    Set<TrustPolicy.Log> logs = new LinkedHashSet<>(named.logs());
    keys.forEach(key -> logs.add(new TrustPolicy.Log(key(key), "")));
    if (logs.isEmpty()) {
      known.get().forEach(key -> logs.add(new TrustPolicy.Log(key, "")));
    }
    List<TrustPolicy.Log> all = new ArrayList<>(logs);
    return new Trust(new TrustPolicy(all, named.witnesses(), named.quorum()), policy != null);
  }

  private static VerifierKey key(String text) {
    try {
      VerifierKey key = VerifierKey.parse(text);
      if (key.type().isForLogs()) {
        return key;
      }
      throw CommandException.usage(
          "--key: this is a key of a witness, and no log signs with such; name it in a --policy");
    } catch (MalformedException e) {
      throw CommandException.usage("--key: " + e.getMessage());
    }
  }

  /** Reads the policy that an option names. */
  static TrustPolicy read(String option, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return TrustPolicy.parse(in.readNBytes(TrustPolicy.MOST_BYTES + 1));
    } catch (IOException e) {
      throw CommandException.usage("%s: cannot read %s".formatted(option, Inputs.failure(e)));
    } catch (MalformedException e) {
      throw CommandException.usage("%s: %s: %s".formatted(option, file, e.getMessage()));
    }
  }
}
