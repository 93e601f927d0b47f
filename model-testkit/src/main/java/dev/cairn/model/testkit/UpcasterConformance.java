package dev.cairn.model.testkit;

import dev.cairn.model.EncodedEvent;
import dev.cairn.model.EventForm;
import dev.cairn.model.JsonCodec;
import dev.cairn.model.UnreadableEventException;
import dev.cairn.testkit.SeededRandom;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The suite that the upcasters of a codec must pass. It keeps a golden file of every form of event
 * that was ever stored, each with what it says today, and holds the steps to what they promise on
 * random changes of those.
 *
 * <p>To use it, write a test class that extends it, in which {@link #examples} names an event of
 * each kind, and run it once with {@code -Dcairn.golden=write}. From then on the files are not
 * touched: when a schema is raised, the file of the old one is there already, and a file of the new
 * one is missed. A golden file is
 *
 * <pre>{@code
 * {"type": "FundsDeposited", "schema": 1, "data": {"amount": 5},
 *  "today": [{"type": "FundsDeposited", "schema": 2, "data": {"amount": 5, "currency": "USD"}}]}
 * }</pre>
 *
 * <p>where {@code today} may be left out to have it written. Its name ends in {@code .json} and
 * says nothing; there may be several of one form.
 *
 * @param <E> the events
 */
public abstract class UpcasterConformance<E> {

  /** The system property that, with the value {@code write}, has missing files written. */
  public static final String PROPERTY = "cairn.golden";

  private static final int RUNS = 20;
  private static final int CHANGED_OF_EACH = 5;

  private final JsonCodec<E> codec;
  private final Path folder;
  private final boolean writes;

  /**
   * For subclasses.
   *
   * @param codec reads the events, with its upcasters
   * @param folder where the golden files are, seen from the folder that tests run in
   */
  protected UpcasterConformance(JsonCodec<E> codec, Path folder) {
    this(codec, folder, System.getProperty(PROPERTY, "").equals("write"));
  }

  UpcasterConformance(JsonCodec<E> codec, Path folder, boolean writes) {
    this.codec = codec;
    this.folder = folder;
    this.writes = writes;
  }

  /** An event of each kind, of which missing golden files of today's forms are written. */
  protected List<E> examples() {
    return List.of();
  }

  private List<GoldenFile> files() throws IOException {
    return GoldenFile.in(folder);
  }

  /** Every form that the codec reads has a golden file, and every file is of such a form. */
  @Test
  public final void everyFormThatWasEverStoredHasAGoldenFile() throws IOException {
    if (writes) {
      write();
    }
    SortedSet<EventForm> missing = codec.forms();
    SortedSet<EventForm> unknown = new TreeSet<>();
    for (GoldenFile file : files()) {
      missing.remove(file.form());
      if (!codec.forms().contains(file.form())) {
        unknown.add(file.form());
      }
    }
    if (!missing.isEmpty()) {
      throw new AssertionError(
          "no golden file in %s for %s; put a stored event of that form there, or name an event in examples() for today's forms and run with -D%s=write"
              .formatted(folder, missing, PROPERTY));
    }
    if (!unknown.isEmpty()) {
      throw new AssertionError(
          "golden files in %s are of %s, which the codec does not read: what was stored once must stay readable"
              .formatted(folder, unknown));
    }
  }

  private void write() throws IOException {
    for (GoldenFile file : files()) {
      if (file.today().isEmpty()) {
        file.with(today(file)).write();
      }
    }
    for (E event : examples()) {
      EncodedEvent stored = codec.encode(event);
      if (files().stream().noneMatch(file -> file.form().equals(EventForm.of(stored)))) {
        GoldenFile.of(folder, stored).with(List.of(stored)).write();
      }
    }
  }

  /** What a stored event says today, as it would be stored today. */
  private List<EncodedEvent> today(GoldenFile file) {
    try {
      return codec.decode(file.stored()).stream().map(codec::encode).toList();
    } catch (UnreadableEventException e) {
      throw new AssertionError("%s cannot be read: %s".formatted(file.path(), e.getMessage()), e);
    }
  }

  /** What every golden file says today is what is written there. */
  @Test
  public final void everyGoldenFileIsReadAsItSays() throws IOException {
    for (GoldenFile file : files()) {
      List<EncodedEvent> expected =
          file.today()
              .orElseThrow(() ->
                  new AssertionError(
                      "%s does not say what it is read as; run with -D%s=write"
                          .formatted(file.path(), PROPERTY)));
      List<EncodedEvent> actual = today(file);
      if (!GoldenFile.text(expected).equals(GoldenFile.text(actual))) {
        throw new AssertionError(
            "%s is read otherwise:%nexpected %s%nbut was  %s"
                .formatted(file.path(), GoldenFile.text(expected), GoldenFile.text(actual)));
      }
    }
  }

  /** An event that was lifted is of today's form: nothing lifts it further. */
  @Test
  public final void whatIsLiftedIsOfTodaysForm() throws IOException {
    for (GoldenFile file : files()) {
      for (EncodedEvent once : codec.upcasters().lift(file.stored())) {
        if (codec.upcasters().lifts(once.type(), once.schema())) {
          throw new AssertionError(
              "%s is lifted to %s, which is lifted further"
                  .formatted(file.path(), EventForm.of(once)));
        }
      }
    }
  }

  /**
   * The same event gives the same, at once and later, whatever was lifted in between and in which
   * order; it is itself not changed; and what cannot be read is an {@link
   * UnreadableEventException}. On golden files and random changes of them.
   */
  @Test
  public final void theSameEventGivesTheSameWhateverWasReadBefore() throws IOException {
    List<GoldenFile> files = files();
    SeededRandom.forEachSeed(
        RUNS,
        random -> {
          List<EncodedEvent> events = new ArrayList<>();
          for (GoldenFile file : files) {
            events.add(file.stored());
            for (int i = 0; i < CHANGED_OF_EACH; i++) {
              events.add(RandomChange.of(random, file.stored()));
            }
          }
          List<String> before = events.stream().map(one -> one.data().text()).toList();
          List<String> first = events.stream().map(this::outcome).toList();
          List<Integer> order = new ArrayList<>();
          for (int i = 0; i < events.size(); i++) {
            order.addAll(List.of(i, i));
          }
          Collections.shuffle(order, Random.from(random));
          for (int i : order) {
            expectSame(events.get(i), first.get(i), outcome(events.get(i)));
            expectSame(events.get(i), before.get(i), events.get(i).data().text());
          }
        });
  }

  private static void expectSame(EncodedEvent event, String first, String again) {
    if (!first.equals(again)) {
      throw new AssertionError(
          "%s is not lifted by a pure function: %s%nonce gave  %s%nand then   %s"
              .formatted(EventForm.of(event), event.data(), first, again));
    }
  }

  private String outcome(EncodedEvent event) {
    try {
      return GoldenFile.text(codec.decode(event).stream().map(codec::encode).toList());
    } catch (UnreadableEventException e) {
      return String.valueOf(e.getMessage());
    } catch (RuntimeException e) {
      throw new AssertionError(
          "%s with %s is neither read nor unreadable: %s"
              .formatted(EventForm.of(event), event.data(), e),
          e);
    }
  }
}
