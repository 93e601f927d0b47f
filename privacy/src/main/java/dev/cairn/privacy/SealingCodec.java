package dev.cairn.privacy;

import dev.cairn.EventRecord;
import dev.cairn.EventType;
import dev.cairn.Payload;
import dev.cairn.RecordedEvent;
import dev.cairn.model.EncodedEvent;
import dev.cairn.model.EventCodec;
import dev.cairn.model.EventForm;
import dev.cairn.model.InvalidCodecException;
import dev.cairn.model.JsonCodec;
import dev.cairn.model.UnreadableEventException;
import dev.cairn.model.Upcasters;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import java.util.function.Function;

/**
 * A {@link JsonCodec} that seals every {@link Personal} value on its way into the log and opens it
 * on its way out. All else is stored as that codec stores it.
 *
 * <ul>
 *   <li><b>Sealed</b> for the id of its event and its place in the data; one that was changed or
 *       moved, or is not sealed, is a {@link BrokenSealException}. Events are encoded with {@link
 *       #encode(Object, UUID)}, as {@link dev.cairn.model.Commands} does.
 *   <li><b>Erased</b> values are {@link Personal.Erased}, never an error. A key that is merely not
 *       there is one: {@link UnknownKeyException}.
 *   <li><b>Upcasters</b> lift what was opened: a personal value is {@code {"$personal":<subject>,
 *       "value":…}} to them, or {@code {"$personal":<subject>,"erased":true}}. A step may move it
 *       as a whole; one that looks into it must expect both. An eager migration has no keys: it
 *       moves sealed values as they are, and a step that looks into one fails there.
 * </ul>
 *
 * <p>The first event of a new subject waits for its key to be durable. Thread-safe.
 *
 * @param <E> the events
 */
public final class SealingCodec<E> implements EventCodec<E> {

  private final JsonCodec<E> plain;
  private final Seals seals;

  private SealingCodec(JsonCodec<E> plain, Seals seals) {
    this.plain = plain;
    this.seals = seals;
  }

  /**
   * Returns the codec of a sealed type whose leaves are records.
   *
   * @throws InvalidCodecException naming everything that is wrong with the type
   */
  public static <E> SealingCodec<E> forSealed(Class<E> events, KeyVault vault) {
    List<String> faults = PersonalShape.faults(events);
    if (!faults.isEmpty()) {
      throw new InvalidCodecException(events.getName(), faults);
    }
    return new SealingCodec<>(JsonCodec.forSealed(events), new Seals(vault));
  }

  /** The same, which asks the handler what an unknown event says. */
  public SealingCodec<E> onUnknown(Function<EncodedEvent, List<E>> handler) {
    return new SealingCodec<>(plain.onUnknown(handler), seals);
  }

  /**
   * The same, which lifts events of older forms before it reads them, as {@link
   * JsonCodec#withUpcasters} does.
   */
  public SealingCodec<E> withUpcasters(Upcasters upcasters) {
    return new SealingCodec<>(plain.withUpcasters(upcasters), seals);
  }

  /**
   * Returns the stored form of an event without personal data.
   *
   * @throws UnsealedException if it has some: they are sealed for the id of the event
   */
  @Override
  public EncodedEvent encode(E event) {
    return PrivacyCause.unwrapped(() -> plain.encode(event));
  }

  /**
   * {@inheritDoc}
   *
   * @throws ErasedSubjectException if a subject was erased
   * @throws UnsealableException if a limit is exceeded
   * @throws VaultException if the vault fails
   */
  @Override
  public EncodedEvent encode(E event, UUID id) {
    EncodedEvent clear =
        PrivacyCause.unwrapped(() -> ClearForm.toBeSealed(() -> plain.encode(event)));
    return new EncodedEvent(
        clear.type(),
        clear.schema(),
        seals.seal(clear.data(), id, "the event %s".formatted(clear.type())));
  }

  /** Like {@link #decode(RecordedEvent)}; that a seal is one of that event cannot be told. */
  @Override
  public List<E> decode(EncodedEvent stored) {
    Place place = new Place.OfData("an event %s".formatted(stored.type()));
    return plain.decode(new EncodedEvent(stored.type(), stored.schema(), opened(stored, place)));
  }

  private Payload opened(EncodedEvent stored, Place place) {
    return seals
        .open(stored.data(), place)
        .orElseThrow(() -> new UnreadableEventException(stored, ClearForm.BEYOND, null));
  }

  /**
   * {@inheritDoc}
   *
   * @throws BrokenSealException if a sealed value was changed or moved, or is not sealed
   * @throws UnknownKeyException if a key is neither there nor destroyed
   * @throws VaultException if the vault fails
   */
  @Override
  public List<E> decode(RecordedEvent event) {
    if (!ClearForm.isToBeOpened(event.data())) {
      return plain.decode(event);
    }
    return plain.decode(
        (RecordedEvent)
            new EventRecord(
                event.position(),
                event.stream(),
                event.version(),
                event.id(),
                event.type(),
                event.schema(),
                event.timestamp(),
                event.tags(),
                opened(EncodedEvent.of(event), new Place.OfEvent(event)),
                event.metadata()));
  }

  @Override
  public Set<EventType> types() {
    return plain.types();
  }

  /** The forms that it reads: today's and all that its upcasters lift. */
  public SortedSet<EventForm> forms() {
    return plain.forms();
  }

  /** What lifts events of older forms. */
  public Upcasters upcasters() {
    return plain.upcasters();
  }
}
