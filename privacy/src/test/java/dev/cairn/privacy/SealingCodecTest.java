package dev.cairn.privacy;

import static dev.cairn.privacy.Samples.ANN;
import static dev.cairn.privacy.Samples.BOB;
import static dev.cairn.privacy.Samples.CANARY;
import static dev.cairn.privacy.Samples.ID;
import static dev.cairn.privacy.Samples.OTHER;
import static dev.cairn.privacy.Samples.TOMBSTONE;
import static dev.cairn.privacy.Samples.VAULT;
import static dev.cairn.privacy.Samples.ann;
import static dev.cairn.privacy.Samples.changed;
import static dev.cairn.privacy.Samples.codec;
import static dev.cairn.privacy.Samples.recorded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Payload;
import dev.cairn.model.EncodedEvent;
import dev.cairn.model.JsonCodec;
import dev.cairn.model.UnreadableEventException;
import dev.cairn.privacy.CustomerEvent.Address;
import dev.cairn.privacy.CustomerEvent.Contact;
import dev.cairn.privacy.CustomerEvent.ContactsNoted;
import dev.cairn.privacy.CustomerEvent.Left;
import dev.cairn.privacy.CustomerEvent.Paid;
import dev.cairn.privacy.CustomerEvent.Registered;
import dev.cairn.privacy.CustomerEvent.Renamed;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.FaultyDisk.Operation;
import dev.cairn.testkit.MemoryDisk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

final class SealingCodecTest {

  private final MemoryDisk disk = new MemoryDisk();
  private final FileVault vault = FileVault.open(disk, VAULT);
  private final SealingCodec<CustomerEvent> codec = codec(vault);

  private List<CustomerEvent> back(EncodedEvent form) {
    return codec.decode(recorded(ID, form));
  }

  private void assertComesBack(CustomerEvent event) {
    EncodedEvent form = codec.encode(event, ID);
    assertFalse(form.data().text().contains("Canary"), form.data()::text);
    assertEquals(List.of(event), back(form));
  }

  @Test
  void whatIsSealedComesBackAndIsNowhereInTheClear() {
    assertComesBack(ann());
    assertComesBack(
        new ContactsNoted(
            List.of(
                new Contact("mail", Personal.of(ANN, CANARY)),
                new Contact("fax", Personal.of(BOB, CANARY))),
            Map.of("a/b~c", Personal.of(ANN, CANARY)),
            Optional.of(Personal.of(ANN, CANARY)),
            Personal.of(ANN, CANARY)));
    assertComesBack(new ContactsNoted(List.of(), Map.of(), Optional.empty(), null));
    assertComesBack(new Paid(Personal.of(ANN, CANARY), Personal.of(BOB, CANARY), 5));
    assertComesBack(new Left("moved"));
  }

  @Test
  void theSealedObjectHasTheKeysOfTheFormat() {
    ObjectNode data =
        (ObjectNode) ClearForm.MAPPER.readTree(codec.encode(ann(), ID).data().bytes());
    ObjectNode name = (ObjectNode) data.get("name");

    assertEquals(
        List.of("$sealed", "subject", "key", "event", "at", "value"),
        List.copyOf(name.propertyNames()));
    assertEquals("customer-7", name.get("subject").stringValue());
    assertEquals("/name", name.get("at").stringValue());
    assertEquals(ID.toString(), name.get("event").stringValue());
    assertEquals(12 + 32 + 16, Base64.getDecoder().decode(name.get("value").stringValue()).length);
  }

  @Test
  void everyBitOfASealedValueThatFlipsIsFound() {
    EncodedEvent form = codec.encode(new Renamed(Personal.of(ANN, CANARY)), ID);
    byte[] value = Base64.getDecoder().decode(sealed(form, "name").get("value").stringValue());
    for (int bit = 0; bit < 8 * value.length; bit++) {
      byte[] flipped = value.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      String text = Base64.getEncoder().encodeToString(flipped);
      EncodedEvent bad = changed(form, tree -> ((ObjectNode) tree.get("name")).put("value", text));
      assertThrows(BrokenSealException.class, () -> back(bad), "bit " + bit);
    }
  }

  /** Whoever can write to the log could put any text in the place of a sealed one. */
  @Test
  void aPersonalValueThatStandsInTheClearIsRefused() {
    EncodedEvent form = codec.encode(new Renamed(Personal.of(ANN, CANARY)), ID);
    for (String key : List.of("$personal", "\\u0024personal", "$person\\u0061l")) {
      String clear = "{\"name\":{\"%s\":\"customer-7\",\"value\":\"Eve\"}}".formatted(key);
      EncodedEvent bad = new EncodedEvent(form.type(), form.schema(), Payload.json(clear));
      BrokenSealException refusal = assertThrows(BrokenSealException.class, () -> back(bad), key);
      assertEquals("/name", refusal.pointer());
      assertEquals("a personal value stands there in the clear", refusal.reason());
    }
  }

  @Test
  void anEventLooksUpEachSubjectOnceAndTheNextOneDoesSoAgain() {
    EncodedEvent form =
        codec.encode(
            new ContactsNoted(
                List.of(
                    new Contact("mail", Personal.of(ANN, CANARY)),
                    new Contact("fax", Personal.of(BOB, CANARY))),
                Map.of("a", Personal.of(ANN, CANARY), "b", Personal.of(BOB, CANARY)),
                Optional.of(Personal.of(ANN, CANARY)),
                null),
            ID);
    FaultyDisk counting = new FaultyDisk(disk);
    SealingCodec<CustomerEvent> reading = codec(FileVault.open(counting, VAULT));
    reading.decode(recorded(ID, form));
    assertEquals(2, counting.count(Operation.OPEN));

    FileVault.open(disk, VAULT).destroy(ANN, TOMBSTONE);
    ContactsNoted after =
        assertInstanceOf(ContactsNoted.class, reading.decode(recorded(ID, form)).getFirst());
    assertEquals(4, counting.count(Operation.OPEN));
    assertEquals(Optional.of(new Personal.Erased<>(ANN)), after.nickname());
    assertEquals(Personal.of(BOB, CANARY), after.byLabel().get("b"));
  }

  /** Jackson reads no such number, and JSON has no limit. */
  @Test
  void anEventWithANumberBeyondAllMeasureIsUnreadable() {
    EncodedEvent form = codec.encode(new Renamed(Personal.of(ANN, CANARY)), ID);
    for (String number : List.of("2e+3333333333", "1".repeat(2_000))) {
      String more = form.data().text().replaceFirst("[{]", "{\"more\":" + number + ",");
      EncodedEvent bad = new EncodedEvent(form.type(), form.schema(), Payload.json(more));
      assertEquals(
          "a number or a text in it is beyond all measure",
          assertThrows(UnreadableEventException.class, () -> back(bad)).reason());
    }
  }

  /** What was noted in the metadata by others tells of no migration where it cannot be read. */
  @Test
  void metadataWithANumberBeyondAllMeasureTellOfNoMigration() {
    EncodedEvent form = codec.encode(new Renamed(Personal.of(ANN, CANARY)), ID);
    Payload metadata = Payload.json("{\"migrated_from\":2e+3333333333}");
    assertEquals(1, codec.decode(recorded(ID, form, metadata)).size());
    assertThrows(BrokenSealException.class, () -> codec.decode(recorded(OTHER, form, metadata)));
  }

  @Test
  void everyOtherPartOfTheSealedObjectIsBoundByTheSeal() {
    EncodedEvent form = codec.encode(new Renamed(Personal.of(ANN, CANARY)), ID);
    vault.current(BOB);
    vault.rotate(ANN);
    for (EncodedEvent bad :
        List.of(
            changed(form, tree -> ((ObjectNode) tree.get("name")).put("subject", BOB.value())),
            changed(form, tree -> ((ObjectNode) tree.get("name")).put("key", 2)),
            changed(form, tree -> ((ObjectNode) tree.get("name")).put("event", OTHER.toString())),
            changed(form, tree -> ((ObjectNode) tree.get("name")).put("at", "/other")),
            changed(form, tree -> ((ObjectNode) tree.get("name")).put("$sealed", 2)),
            changed(form, tree -> ((ObjectNode) tree.get("name")).put("more", 2)))) {
      BrokenSealException broken = assertThrows(BrokenSealException.class, () -> back(bad));
      assertEquals("/name", broken.pointer());
      assertFalse(String.valueOf(broken.getMessage()).contains(CANARY));
    }
  }

  @Test
  void aValueThatWasMovedToAnotherEventOrFieldIsRefused() {
    EncodedEvent form =
        codec.encode(new Paid(Personal.of(ANN, CANARY), Personal.of(ANN, "Bob"), 5), ID);
    EncodedEvent swapped =
        changed(
            form,
            tree -> {
              var payer = tree.get("payer");
              tree.set("payer", tree.get("payee"));
              tree.set("payee", payer);
            });

    assertTrue(
        assertThrows(BrokenSealException.class, () -> back(swapped))
            .reason()
            .contains("it was sealed for '/payee' of the event " + ID));
    assertTrue(
        String.valueOf(
                assertThrows(BrokenSealException.class, () -> codec.decode(recorded(OTHER, form)))
                    .getMessage())
            .contains("position 1, version 1 of stream 'customer-7'"));
  }

  @Test
  void anErasedValueIsErasedAndTheRestOfTheEventIsThere() {
    EncodedEvent form =
        codec.encode(new Paid(Personal.of(ANN, CANARY), Personal.of(BOB, "Bob"), 5), ID);
    vault.destroy(ANN, TOMBSTONE);

    Paid paid = (Paid) back(form).getFirst();

    assertEquals(new Paid(new Personal.Erased<>(ANN), Personal.of(BOB, "Bob"), 5), paid);
    assertEquals(Optional.empty(), paid.payer().known());
    assertEquals(new Personal.Erased<Integer>(ANN), paid.payer().map(String::length));
  }

  @Test
  void anErasedValueMayBeRecordedAgainAsErased() {
    vault.destroy(ANN, TOMBSTONE);
    Renamed event = new Renamed(new Personal.Erased<>(ANN));

    assertEquals(List.of(event), back(codec.encode(event, ID)));
  }

  @Test
  void aKeyThatIsNotThereIsNoErasure() {
    EncodedEvent form = codec.encode(ann(), ID);
    for (KeyVault other :
        List.of(KeyVault.none(), FileVault.open(new MemoryDisk(), Path.of("/other")))) {
      UnknownKeyException unknown =
          assertThrows(UnknownKeyException.class, () -> codec(other).decode(recorded(ID, form)));
      assertEquals(ANN, unknown.subject());
      assertEquals(1, unknown.key());
      assertTrue(String.valueOf(unknown.getMessage()).contains(other.place()));
    }
  }

  @Test
  void anErasedSubjectGetsNoNewData() {
    vault.destroy(ANN, TOMBSTONE);

    assertEquals(
        ANN, assertThrows(ErasedSubjectException.class, () -> codec.encode(ann(), ID)).subject());
  }

  @Test
  void aKeyIsRotatedAndOldValuesStayReadable() {
    EncodedEvent before = codec.encode(ann(), ID);
    assertEquals(2, vault.rotate(ANN).number());
    EncodedEvent after = codec.encode(ann(), ID);

    assertEquals(1, sealed(before, "name").get("key").intValue());
    assertEquals(2, sealed(after, "name").get("key").intValue());
    assertEquals(List.of(ann()), back(before));
    assertEquals(List.of(ann()), back(after));
  }

  @Test
  void noTwoSealsAreAlike() {
    assertEquals(
        20,
        IntStream.range(0, 20).mapToObj(_ -> codec.encode(ann(), ID).data()).distinct().count());
  }

  @Test
  void theLengthOfAValueTellsOnlyItsBlocks() {
    assertEquals(
        codec.encode(new Renamed(Personal.of(ANN, "A")), ID).data().size(),
        codec.encode(new Renamed(Personal.of(ANN, "Annabell")), ID).data().size());
  }

  @Test
  void aCodecThatDoesNotSealRefusesPersonalData() {
    String said =
        String.valueOf(
            assertThrows(UnsealedException.class, () -> codec.encode(ann())).getMessage());
    assertTrue(said.contains("use SealingCodec"), said);
    Exception wrapped =
        assertThrows(
            Exception.class,
            () ->
                JsonCodec.forSealed(CustomerEvent.class)
                    .withUpcasters(Samples.UPCASTERS)
                    .encode(ann()));
    assertTrue(wrapped.toString().contains("would be stored in the clear"), wrapped.toString());
    assertEquals(codec.encode(new Left("x"), ID), codec.encode(new Left("x")));
  }

  @Test
  void limitsOfAnEventAreKept() {
    List<Contact> values =
        IntStream.rangeClosed(0, Seals.VALUES_MAX)
            .mapToObj(i -> new Contact("k", Personal.of(ANN, "v" + i)))
            .toList();
    assertUnsealable("/contacts/256/value", noted(values), "more than 256 personal values");
    assertComesBack(noted(values.subList(1, values.size())));

    List<Contact> subjects =
        IntStream.rangeClosed(0, Seals.SUBJECTS_MAX)
            .mapToObj(i -> new Contact("k", Personal.of(SubjectId.of("s" + i), "v")))
            .toList();
    assertUnsealable(
        "/contacts/16/value", noted(subjects), "a data subject beyond the limit of 16");
    assertComesBack(noted(subjects.subList(1, subjects.size())));

    String longest = "x".repeat(SealedValue.VALUE_BYTES_MAX - 2);
    assertComesBack(new Renamed(Personal.of(ANN, longest)));
    assertUnsealable(
        "/name", new Renamed(Personal.of(ANN, longest + "x")), "65537 bytes, the limit is 65536");
  }

  private static ContactsNoted noted(List<Contact> contacts) {
    return new ContactsNoted(contacts, Map.of(), Optional.empty(), null);
  }

  private void assertUnsealable(String pointer, CustomerEvent event, String reason) {
    String said =
        String.valueOf(
            assertThrows(UnsealableException.class, () -> codec.encode(event, ID)).getMessage());
    assertTrue(said.contains("at '" + pointer + "'") && said.contains(reason), said);
  }

  @Test
  void aStepLiftsWhatWasOpened() {
    EncodedEvent old = codec.encode(new Renamed(Personal.of(ANN, CANARY)), ID);
    // What a release before wrote: schema 1, sealed where the field was then.
    SealedValue unsealed = SealedValue.unsealed(ANN, 1, ID, "/label");
    SealedValue label =
        unsealed.with(
            SealCipher.seal(
                SealCipher.eventKey(vault.current(ANN).secret(), ID),
                unsealed.header(),
                "\"Ann\"".getBytes(StandardCharsets.UTF_8)));
    EncodedEvent first =
        new EncodedEvent(old.type(), 1, Payload.json("{\"label\":%s}".formatted(label.json())));

    assertEquals(List.of(new Renamed(Personal.of(ANN, "Ann"))), back(first));
    vault.destroy(ANN, TOMBSTONE);
    assertEquals(List.of(new Renamed(new Personal.Erased<>(ANN))), back(first));
  }

  @Test
  void personalDataDoNotShowInTexts() {
    assertFalse(ann().toString().contains("Canary"), ann().toString());
    Registered erased =
        new Registered("x", new Personal.Erased<>(ANN), Personal.of(ANN, new Address("s", 1)));
    assertTrue(erased.toString().contains("erased data of customer-7"), erased.toString());
  }

  private static ObjectNode sealed(EncodedEvent form, String field) {
    return (ObjectNode) ClearForm.MAPPER.readTree(form.data().bytes()).get(field);
  }
}
