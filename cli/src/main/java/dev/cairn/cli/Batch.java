package dev.cairn.cli;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.CairnException;
import dev.cairn.EventStore;
import dev.cairn.Limits;
import dev.cairn.StreamId;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of events. It is read as a whole before the store is opened, so that a fault in its last
 * line leaves nothing behind; then group after group is appended, each of them atomically.
 */
final class Batch {

  /** Most groups of one file. */
  static final int GROUPS_MAX = 1_000_000;

  private final StreamId fallback;
  private final Limits limits;

  /** Lines that name no stream go to {@code fallback}. */
  Batch(StreamId fallback, Limits limits) {
    this.fallback = fallback;
    this.limits = limits;
  }

  /** Refuses a file that cannot be appended. */
  void validate(BatchSource source) {
    Set<String> seen = new HashSet<>();
    boolean empty = true;
    try (BatchGroups groups = groups(source)) {
      for (Optional<BatchGroups.Group> next = groups.next();
          next.isPresent();
          next = groups.next()) {
        empty = false;
        String name = next.get().name();
        if (name != null && !seen.add(name)) {
          throw groups.fault(
              next.get().firstLine(), "group %s was ended by another one before".formatted(name));
        }
        if (seen.size() > GROUPS_MAX) {
          throw groups.fault(
              next.get().firstLine(), "a file has at most %d groups".formatted(GROUPS_MAX));
        }
      }
    } catch (IOException e) {
      throw source.unreadable(e);
    }
    if (empty) {
      throw CommandException.usage("--batch: there is no event in it");
    }
  }

  /** Appends a validated file; returns where all its events are. */
  AppendResult append(BatchSource source, EventStore store, Progress progress) {
    AppendResult all = null;
    long count = 0;
    try (BatchGroups groups = groups(source)) {
      for (Optional<BatchGroups.Group> next = groups.next();
          next.isPresent();
          next = groups.next()) {
        BatchGroups.Group group = next.get();
        all = join(all, append(group, store, all));
        count += group.entries().size();
        progress.at(count);
      }
    } catch (IOException e) {
      throw source.unreadable(e);
    }
    if (all == null) {
      throw CommandException.usage("--batch: the file was emptied while it was read");
    }
    return all;
  }

  private static AppendResult append(
      BatchGroups.Group group, EventStore store, @Nullable AppendResult before) {
    try {
      return store.append(Append.of(group.entries()));
    } catch (CairnException e) {
      String done =
          before == null
              ? "nothing was appended"
              : "the groups before it were appended, events %s to %s"
                  .formatted(Text.position(before.first()), Text.position(before.last()));
      throw CommandException.withExit(
          Exit.of(e),
          "--batch: the append that begins in line %d failed: %s; %s"
              .formatted(group.firstLine(), e.getMessage(), done));
    }
  }

  private static AppendResult join(@Nullable AppendResult before, AppendResult next) {
    return before == null
        ? next
        : new AppendResult(before.first(), next.last(), next.versions(), false);
  }

  private BatchGroups groups(BatchSource source) throws IOException {
    return new BatchGroups(source.lines(), fallback, limits);
  }
}
