package dev.cairn.log.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.CairnException;
import dev.cairn.EventReader;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StoreFailedException;
import dev.cairn.StoreFullException;
import dev.cairn.StoreUnavailableException;
import dev.cairn.StreamId;
import dev.cairn.log.LogStore;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What a program was told of its appends, and so what a store may show: every acknowledged append,
 * whole and unaltered, none that was refused, those between as they come, in order; and what was
 * shown once is shown from then on. Used by one thread.
 */
final class AppendBook {

  private static final StreamId STREAM = StreamId.of("account-1");

  private enum Answer {
    UNKNOWN,
    ACKNOWLEDGED,
    REFUSED
  }

  private static final class Entry {
    final int number;
    final int events;
    final String data;
    Answer answer = Answer.UNKNOWN;

    Entry(int number, int events, String data) {
      this.number = number;
      this.events = events;
      this.data = data;
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private List<Integer> shown = List.of();

  /** Takes a number for an append, which is not answered yet. */
  Append next(int events, String text) {
    Entry entry = new Entry(entries.size(), events, "{\"text\":\"" + text + "\"}");
    entries.add(entry);
    List<NewEvent> all = new ArrayList<>();
    for (int i = 1; i <= events; i++) {
      all.add(NewEvent.of("Happened", entry.data).withId(new UUID(entry.number, i)));
    }
    return Append.to(STREAM, ExpectedVersion.any(), all);
  }

  /** The append that was numbered last was acknowledged. */
  void acknowledged() {
    entries.getLast().answer = Answer.ACKNOWLEDGED;
  }

  /** Appends on a disk that may fail. */
  void append(LogStore store, int events, String text) {
    Append append = next(events, text);
    try {
      var _ = store.append(append);
      acknowledged();
    } catch (StoreFailedException e) {
      checkError(e);
    } catch (CairnException e) {
      checkError(e);
      entries.getLast().answer = Answer.REFUSED;
    }
  }

  /** Reads on a disk that may fail, and checks what is shown. */
  void look(EventReader reader) {
    try {
      check(reader);
    } catch (CairnException e) {
      checkError(e);
    }
  }

  /** Fails unless an error of the disk was told as one, by an error of Cairn with a message. */
  static void checkError(CairnException error) {
    switch (error) {
      case StoreFailedException _, StoreFullException _, StoreUnavailableException _ ->
          assertTrue(
              error.getMessage() != null && error.getMessage().length() > 20,
              "says nothing: " + error);
      default -> throw new AssertionError("an error of the disk was told as " + error, error);
    }
  }

  /** Checks what a store shows; returns its appends. */
  List<Integer> check(EventReader reader) {
    List<Integer> found = found(reader);
    int last = found.isEmpty() ? -1 : found.getLast();
    for (Entry entry : entries) {
      boolean there = found.contains(entry.number);
      boolean due = entry.number <= last || reader instanceof LogStore;
      assertTrue(
          there ? entry.answer != Answer.REFUSED : entry.answer != Answer.ACKNOWLEDGED || !due,
          "append %d was %s, found are %s".formatted(entry.number, entry.answer, found));
    }
    int common = Math.min(shown.size(), found.size());
    assertEquals(shown.subList(0, common), found.subList(0, common), "what was shown has changed");
    if (found.size() > common) {
      shown = found;
    } else if (reader instanceof LogStore) {
      assertEquals(shown, found, "what was shown is no longer there");
    }
    return found;
  }

  /** What was not answered is now there for good, or never will be. */
  void settle(LogStore opened) {
    List<Integer> found = check(opened);
    for (Entry entry : entries) {
      entry.answer = found.contains(entry.number) ? Answer.ACKNOWLEDGED : Answer.REFUSED;
    }
  }

  /** The numbers of the appends that a store shows, which must be whole and as they were given. */
  private List<Integer> found(EventReader reader) {
    List<RecordedEvent> events;
    try (var cursor = reader.read(ReadRequest.all())) {
      events = cursor.toList();
    }
    List<Integer> found = new ArrayList<>();
    int at = 0;
    while (at < events.size()) {
      Entry entry = entries.get((int) events.get(at).id().getMostSignificantBits());
      assertTrue(at + entry.events <= events.size(), "the last append is in part");
      assertTrue(found.isEmpty() || entry.number > found.getLast(), "appends out of order");
      for (int i = 1; i <= entry.events; i++) {
        RecordedEvent event = events.get(at++);
        assertEquals(new UUID(entry.number, i), event.id(), "an append is in part");
        assertEquals(at, event.position().sequence());
        assertEquals(at, event.version().number());
        assertEquals(entry.data, event.data().text());
      }
      found.add(entry.number);
    }
    return found;
  }
}
