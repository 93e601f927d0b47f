package dev.cairn.proofs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.merkle.Hash;
import dev.cairn.merkle.KeyType;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.TreeHead;
import dev.cairn.merkle.TrustPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What no look at a store alone can see, and what shows it: a pinned checkpoint, and witnesses. */
@Timeout(60)
final class LogVerificationAnchorTest {

  private static final long TIME = 1_766_917_000;

  @TempDir Path temp;
  private SignedStore store;
  private Path pin;
  private final SignerKey witness = SignerKey.generate("w.example", KeyType.ED25519_COSIGNATURE);

  @BeforeEach
  void make() throws IOException {
    store = SignedStore.make(temp.resolve("store"), 97, List.of(1_000, 3_000));
    store.settle();
    pin = temp.resolve("pin");
  }

  @AfterEach
  void restore() throws IOException {
    store.restore();
  }

  private Verdict pinned() {
    return store.verification().withPin(pin).run();
  }

  private TrustPolicy policy() {
    return TrustPolicy.parse(
        "witness W %s\nquorum W\n".formatted(witness.verifier()).getBytes(UTF_8));
  }

  private Verdict witnessed() {
    return LogVerification.of(store.folder(), store.identity(), policy())
        .withOptions(SignedStore.OPTIONS)
        .run();
  }

  private static Findings verified(Verdict verdict) {
    return assertInstanceOf(Verdict.Verified.class, verdict).findings();
  }

  private static Tampering first(Verdict verdict) {
    return assertInstanceOf(Verdict.Tampered.class, verdict).tamperings().getFirst();
  }

  /** Appends, and signs. */
  private void grow(int to) throws IOException {
    store.append(3_000, to, 97);
    store.sign(store.grown());
    store.settle();
  }

  @Test
  void theFirstTimePinsAndTheNextIsAnchored() throws IOException {
    Findings first = verified(pinned());
    assertEquals(new Findings.Pin.First(), first.history().pin());
    assertFalse(first.anchored());
    assertEquals(store.note(store.head(3_000)).text(), text(pin));

    grow(5_000);
    Findings next = verified(pinned());
    assertEquals(new Findings.Pin.Extended(store.head(3_000)), next.history().pin());
    assertTrue(next.anchored());
    assertTrue(text(pin).contains("\n5000\n"), "the pin was not moved");
    assertTrue(verified(pinned()).anchored(), "nor does it need growth");
  }

  private static String text(Path note) throws IOException {
    String all = Files.readString(note);
    return all.substring(0, all.indexOf("\n\n") + 1);
  }

  @Test
  void aPinDoesNotMoveWhereTheLogIsTampered() throws IOException {
    verified(pinned());
    String before = Files.readString(pin);
    grow(5_000);
    SignedStore.Line line = store.line(4_000);
    store.replace(line, SignedStore.changed(line, "\"a booking\"", "\"a bookinG\""));
    assertInstanceOf(Tampering.BadEvent.class, first(pinned()));
    assertEquals(before, Files.readString(pin));
  }

  @Test
  void aLogThatWasReplacedWithItsKeyIsFoundByAPinOnly() throws IOException {
    verified(pinned());
    SignedStore.Line line = store.line(500);
    store.replace(line, SignedStore.changed(line, "\"a booking\"", "\"a bookinG\""));
    resign();
    assertFalse(
        verified(store.verify()).anchored(), "it is as good as any, to who sees nothing else");
    Tampering.PinNotExtended found =
        assertInstanceOf(Tampering.PinNotExtended.class, first(pinned()));
    assertEquals(store.head(3_000), found.pinned());
    assertEquals(3_000, found.actual().size());
    assertTrue(found.what().contains("another history"), found::what);
    // Also where it has grown since.
    store.append(3_000, 4_000, 97);
    resign();
    assertInstanceOf(Tampering.PinNotExtended.class, first(pinned()));
    store.settle();
  }

  /** Makes the tree anew, and signs it as if there had never been another. */
  private void resign() throws IOException {
    store.deleteTiles();
    TreeHead head = store.grown();
    store.write(store.folder().resolve("checkpoints.log"), new byte[0]);
    store.log(store.note(head));
    store.publish(store.note(head));
    store.settle();
  }

  @Test
  void aForkThatExtendsIsFoundByAPin() throws IOException {
    verified(pinned());
    // Signed of events that this store does not have.
    TreeHead other = new TreeHead(3_000, Hash.of(new byte[32]));
    store.publish(store.note(other));
    store.write(store.folder().resolve("checkpoints.log"), new byte[0]);
    store.log(store.note(other));
    Tampering found = first(pinned());
    assertEquals(other, assertInstanceOf(Tampering.Fork.class, found).signed());
  }

  @Test
  void thePinOfAnotherLogOrADamagedOneIsNoVerdict() throws IOException {
    for (String kept :
        List.of(
            "nonsense",
            "another.log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— x AAAAAAA=\n")) {
      Files.writeString(pin, kept);
      Verdict.Unfinished verdict = assertInstanceOf(Verdict.Unfinished.class, pinned());
      assertTrue(verdict.reason().contains(pin.toString()), verdict::reason);
      assertEquals(kept, Files.readString(pin));
    }
  }

  @Test
  void aWitnessAnchors() throws IOException {
    Findings alone = verified(witnessed());
    assertEquals("witness W", alone.witnesses().lacking());
    assertFalse(alone.anchored());
    store.publish(store.note(store.head(3_000)).signedBy(witness, TIME));
    Findings cosigned = verified(witnessed());
    assertTrue(cosigned.anchored());
    assertEquals(TIME, cosigned.witnesses().cosigners().getFirst().time());
    // A fork that the witness was not shown.
    resignWithOtherEvent();
    assertFalse(verified(witnessed()).anchored());
  }

  private void resignWithOtherEvent() throws IOException {
    SignedStore.Line line = store.line(500);
    store.replace(line, SignedStore.changed(line, "\"a booking\"", "\"a bookinG\""));
    resign();
  }

  @Test
  void aCosignatureThatIsNotGoodIsTampering() throws IOException {
    String note = store.note(store.head(3_000)).signedBy(witness, TIME).toString();
    String line = note.substring(note.indexOf("— w.example"));
    char flipped = line.charAt(60) == 'A' ? 'B' : 'A';
    String other = line.substring(0, 60) + flipped + line.substring(61);
    store.write(store.folder().resolve("checkpoint"), note.replace(line, other).getBytes(UTF_8));
    assertInstanceOf(Tampering.RefusedFile.class, first(witnessed()));
  }
}
