package dev.cairn.cli;

import dev.cairn.EventReader;
import dev.cairn.Limits;
import dev.cairn.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The events of a store up to one of them, append by append. Holds one append at a time.
 *
 * @param reader the store
 * @param head the last event that counts
 * @param limits what one event may hold
 */
record OldAppends(EventReader reader, Position head, Limits limits) {

  /** Hands over append after append, as the lines of an export. */
  void each(Consumer<List<ImportLine>> taker) {
    try (ImportLines lines = new ImportLines(new ImportSource.Store(reader, head), limits)) {
      List<ImportLine> append = new ArrayList<>();
      for (Optional<ImportLine> line = lines.next(); line.isPresent(); line = lines.next()) {
        append.add(line.get());
        if (line.get().index() == line.get().count()) {
          taker.accept(List.copyOf(append));
          append.clear();
        }
      }
    }
  }
}
