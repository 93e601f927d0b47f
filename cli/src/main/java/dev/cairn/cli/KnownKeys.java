package dev.cairn.cli;

import dev.cairn.StoreId;
import dev.cairn.disk.Disk;
import dev.cairn.merkle.VerifierKey;
import dev.cairn.proofs.LogKeys;
import dev.cairn.proofs.LogVerifiers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The public keys of the logs that this machine signs: its own word on who they are. */
final class KnownKeys {

  /** The origin that a store has of its own. */
  private static final Pattern ORIGIN =
      Pattern.compile("cairn/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

  private KnownKeys() {}

  /** Those of a store, or a usage error that says how to get them. */
  static List<VerifierKey> of(StoreId store, Disk disk, Path folder) {
    return LogKeys.verifiers(disk, folder, store)
        .map(KnownKeys::all)
        .orElseThrow(() -> unknown(store.toString(), folder));
  }

  /** Those of the log of that origin. */
  static List<VerifierKey> of(String origin, Disk disk, Path folder) {
    Matcher store = ORIGIN.matcher(origin);
    if (!store.matches()) {
      throw unknown(origin, folder);
    }
    Optional<LogVerifiers> known = LogKeys.verifiers(disk, folder, StoreId.parse(store.group(1)));
    return known
        .filter(keys -> keys.origin().equals(origin))
        .map(KnownKeys::all)
        .orElseThrow(() -> unknown(origin, folder));
  }

  /** Those that signed once as well: what they signed stays signed. */
  private static List<VerifierKey> all(LogVerifiers keys) {
    return Stream.concat(keys.active().stream(), keys.retired().stream()).toList();
  }

  private static CommandException unknown(String log, Path folder) {
    return CommandException.usage(
        "whom to believe of the log %s? %s has no key of it: give --key VKEY, as whoever runs the log shows it with 'ledger keys', or --policy FILE"
            .formatted(log, folder));
  }
}
