package dev.cairn.privacy;

import static dev.cairn.privacy.Samples.ANN;
import static dev.cairn.privacy.Samples.CANARY;
import static dev.cairn.privacy.Samples.ID;
import static dev.cairn.privacy.Samples.VAULT;
import static dev.cairn.privacy.Samples.codec;
import static dev.cairn.privacy.Samples.recorded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.InvalidJsonException;
import dev.cairn.Payload;
import dev.cairn.model.EncodedEvent;
import dev.cairn.model.UnreadableEventException;
import dev.cairn.privacy.CustomerEvent.Renamed;
import dev.cairn.testkit.MemoryDisk;
import dev.cairn.testkit.SeededRandom;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The data of a sealed event, mutated in every byte and at random, {@code -Dcairn.inputs=N} times:
 * what is read is what was sealed, or there is one of our errors.
 */
@Tag("fuzz")
final class SealedValueMutationTest {

  private static final int INPUTS = Integer.getInteger("cairn.inputs", 20_000);
  private static final long SEED = Long.getLong("cairn.seed", 1);

  private final FileVault vault = FileVault.open(new MemoryDisk(), VAULT);
  private final SealingCodec<CustomerEvent> codec = codec(vault);
  private final Renamed event = new Renamed(Personal.of(ANN, CANARY));
  private final EncodedEvent form = codec.encode(event, ID);
  private int refused;

  private void read(byte[] data, String mutation) {
    try {
      EncodedEvent mutated = new EncodedEvent(form.type(), form.schema(), Payload.json(data));
      assertEquals(List.of(event), codec.decode(recorded(ID, mutated)), mutation);
    } catch (InvalidJsonException
        | BrokenSealException
        | UnknownKeyException
        | UnreadableEventException e) {
      refused++;
    }
  }

  @Test
  void everyBitOfTheDataThatFlipsChangesNothingOrIsRefused() {
    byte[] data = form.data().bytes();
    for (int bit = 0; bit < 8 * data.length; bit++) {
      byte[] flipped = data.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      read(flipped, "bit " + bit);
    }
    assertEquals(8 * data.length, refused, "every bit means something");
  }

  @Test
  void whateverIsMadeOfTheDataChangesNothingOrIsRefused() {
    SeededRandom random = new SeededRandom(SEED);
    byte[] data = form.data().bytes();
    for (int i = 0; i < INPUTS; i++) {
      read(mutated(data, random), "input %d of -Dcairn.seed=%d".formatted(i, SEED));
    }
    assertTrue(refused > INPUTS / 2, "refused: " + refused);
  }

  private static byte[] mutated(byte[] data, SeededRandom random) {
    byte[] mutated = data;
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      int from = random.nextInt(mutated.length);
      int to = Math.min(mutated.length, from + 1 + random.nextInt(8));
      byte[] part = Arrays.copyOfRange(data, random.nextInt(20), 20 + random.nextInt(20));
      mutated =
          switch (random.nextInt(3)) {
            case 0 -> joined(Arrays.copyOf(mutated, from), rest(mutated, to));
            case 1 -> joined(Arrays.copyOf(mutated, from), part, rest(mutated, from));
            default -> joined(Arrays.copyOf(mutated, from), part, rest(mutated, to));
          };
    }
    return mutated;
  }

  private static byte[] rest(byte[] bytes, int from) {
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    all.write(' ');
    return all.toByteArray();
  }
}
