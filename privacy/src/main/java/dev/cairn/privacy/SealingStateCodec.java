package dev.cairn.privacy;

import dev.cairn.EventIds;
import dev.cairn.Payload;
import dev.cairn.model.StateCodec;
import dev.cairn.model.UnreadableStateException;

/**
 * Stores states with their {@link Personal} values sealed, so that a snapshot says as little of an
 * erased person as the log. Wraps a {@link dev.cairn.model.JsonStateCodec}. A seal in a snapshot is
 * bound to its subject, not to the snapshot: snapshots are believed no further than their checksum.
 * What a state says of a person in other components is not sealed; {@link Erasure} deletes the
 * snapshots of the streams that have data of the subject. Thread-safe.
 *
 * @param <S> the state
 */
public final class SealingStateCodec<S> implements StateCodec<S> {

  private final StateCodec<S> plain;
  private final Seals seals;

  private SealingStateCodec(StateCodec<S> plain, Seals seals) {
    this.plain = plain;
    this.seals = seals;
  }

  /** Returns the codec that seals what that one writes. */
  public static <S> SealingStateCodec<S> of(StateCodec<S> plain, KeyVault vault) {
    return new SealingStateCodec<>(plain, new Seals(vault));
  }

  @Override
  public int schema() {
    return plain.schema();
  }

  @Override
  public Payload encode(S state) {
    Payload clear = PrivacyCause.unwrapped(() -> ClearForm.toBeSealed(() -> plain.encode(state)));
    return seals.seal(clear, EventIds.random(), "a state");
  }

  @Override
  public S decode(int schema, Payload stored) {
    return plain.decode(
        schema,
        seals
            .open(stored, new Place.OfState())
            .orElseThrow(() -> new UnreadableStateException(schema, ClearForm.BEYOND, null)));
  }
}
