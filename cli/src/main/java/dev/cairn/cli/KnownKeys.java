package dev.cairn.cli;

import dev.cairn.StoreId;
import dev.cairn.disk.Disk;
import dev.cairn.merkle.VerifierKey;
import dev.cairn.proofs.KeysException;
import dev.cairn.proofs.LogKeys;
import dev.cairn.proofs.LogVerifiers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The public keys of the logs that this machine signs: its own word on who they are. */
final class KnownKeys {

  private KnownKeys() {}

  /** Those of a store, or a usage error that says how to get them. */
  static List<VerifierKey> of(StoreId store, Disk disk, Path folder) {
    return LogKeys.verifiers(disk, folder, store)
        .map(KnownKeys::all)
        .orElseThrow(() -> unknown(store.toString(), folder));
  }

  /** Those of the log of that origin: an origin need not say which store it is of. */
  static List<VerifierKey> of(String origin, Disk disk, Path folder) {
    Optional<KeysException> damaged = Optional.empty();
    for (StoreId store : stores(disk, folder)) {
      try {
        Optional<LogVerifiers> known = LogKeys.verifiers(disk, folder, store);
        if (known.isPresent() && known.get().origin().equals(origin)) {
          return all(known.get());
        }
      } catch (KeysException e) {
        damaged = Optional.of(e);
      }
    }
    throw damaged.<RuntimeException>map(e -> e).orElseGet(() -> unknown(origin, folder));
  }

  private static List<StoreId> stores(Disk disk, Path folder) {
    try {
      return disk.list(folder).stream().filter(KnownKeys::isStore).map(StoreId::parse).toList();
    } catch (IOException e) {
      throw CommandException.withExit(
          Exit.UNAVAILABLE, "the keys in %s: %s".formatted(folder, Inputs.reason(e)));
    }
  }

  /** Other things may lie there too. */
  private static boolean isStore(String name) {
    try {
      return StoreId.parse(name).toString().equals(name);
    } catch (IllegalArgumentException e) {
      return false;
    }
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
