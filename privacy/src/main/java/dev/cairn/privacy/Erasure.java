package dev.cairn.privacy;

import dev.cairn.Append;
import dev.cairn.Cursor;
import dev.cairn.EventReader;
import dev.cairn.EventStore;
import dev.cairn.ExpectedVersion;
import dev.cairn.Filter;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.WrongVersionException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Erases data subjects: the log keeps every byte and every proof, and nobody can read what was
 * sealed for them. In this order, so that a crash at any point leaves what {@link #finish} carries
 * on:
 *
 * <ol>
 *   <li>the event {@code SubjectErased} is appended to {@code $privacy-<subject>};
 *   <li>the keys are destroyed, a tombstone takes their place in the vault;
 *   <li>what was made from the log is purged;
 *   <li>the tombstone is marked as complete.
 * </ol>
 *
 * <p>Each step may be done again. The log is read once to find the streams of the subject. Neither
 * copies of the vault nor what left the store in the clear (messages, exports of a view, log files)
 * are within its reach. Thread-safe if the purges are.
 */
public final class Erasure {

  private final EventStore store;
  private final KeyVault vault;
  private final List<Purge> purges;

  private Erasure(EventStore store, KeyVault vault, List<Purge> purges) {
    this.store = store;
    this.vault = vault;
    this.purges = List.copyOf(purges);
  }

  /** Returns what erases subjects of that store, whose keys that vault has. */
  public static Erasure of(EventStore store, KeyVault vault) {
    return new Erasure(store, vault, List.of());
  }

  /** The same, which purges that as well. */
  public Erasure purging(Purge purge) {
    List<Purge> more = new ArrayList<>(purges);
    more.add(purge);
    return new Erasure(store, vault, more);
  }

  /**
   * Which erasures a log tells of: whoever keeps something in the memory of another process than
   * the one that erases subscribes to these and calls {@link #carryOut}.
   */
  public static Filter events() {
    return Filter.category(SubjectErased.CATEGORY);
  }

  /** The streams of a log that hold sealed data of a subject, erased or not; needs no keys. */
  public static Set<StreamId> streams(EventReader reader, SubjectId subject) {
    return Traces.of(reader, Set.of(subject)).getOrDefault(subject, Set.of());
  }

  /**
   * Erases a subject. One that was erased before stays as it was erased then; one that nobody knows
   * is erased too, and never gets a key.
   *
   * @param reason why, which must not be personal: it stays in the log
   * @param actor who asks for it, by an id
   * @throws VaultException if a key may still be there
   * @throws dev.cairn.StoreException if the log fails
   * @throws IOException if something could not be purged
   */
  public ErasureReport erase(SubjectId subject, String reason, String actor) throws IOException {
    SubjectErased erased = new SubjectErased(subject, reason, actor);
    try {
      store.append(
          Append.to(SubjectErased.stream(subject), ExpectedVersion.noStream(), erased.event()));
    } catch (WrongVersionException e) {
      // It was recorded before; what is left to do of it is done below.
    }
    RecordedEvent recorded = SubjectErased.find(store, subject).orElseThrow();
    return carryOut(recorded);
  }

  /**
   * Does what an erasure that was recorded asks for, once more if it was done before.
   *
   * @param recorded one of {@link #events}
   * @throws IOException if something could not be purged
   */
  public ErasureReport carryOut(RecordedEvent recorded) throws IOException {
    return carriedOut(List.of(recorded)).getFirst();
  }

  /**
   * Carries out what the log tells of and the vault does not know to be complete: after a crash,
   * and after a restore of a vault from a copy that still has keys of the erased. Call it whenever
   * both are opened.
   *
   * @return the erasures that were not complete
   * @throws IOException if something could not be purged
   */
  public List<ErasureReport> finish() throws IOException {
    List<RecordedEvent> open = new ArrayList<>();
    try (Cursor<RecordedEvent> events = SubjectErased.all(store)) {
      events.forEachRemaining(event -> {
        if (!isComplete(SubjectErased.subject(event))) {
          open.add(event);
        }
      });
    }
    return open.isEmpty() ? List.of() : carriedOut(open);
  }

  private boolean isComplete(SubjectId subject) {
    return vault.keys(subject) instanceof SubjectKeys.Erased(Tombstone tombstone)
        && tombstone.complete();
  }

  private List<ErasureReport> carriedOut(List<RecordedEvent> events) throws IOException {
    Map<SubjectId, Tombstone> tombstones = new LinkedHashMap<>();
    for (RecordedEvent event : events) {
      SubjectId subject = SubjectErased.subject(event);
      tombstones.put(subject, vault.destroy(subject, SubjectErased.tombstone(event)));
    }
    Map<SubjectId, Set<StreamId>> streams = Traces.of(store, tombstones.keySet());
    List<ErasureReport> reports = new ArrayList<>();
    for (Map.Entry<SubjectId, Tombstone> one : tombstones.entrySet()) {
      SubjectId subject = one.getKey();
      Set<StreamId> own = streams.getOrDefault(subject, Set.of());
      for (Purge purge : purges) {
        purge.purge(subject, own);
      }
      reports.add(
          new ErasureReport(subject, vault.destroy(subject, one.getValue().completed()), own));
    }
    return reports;
  }
}
