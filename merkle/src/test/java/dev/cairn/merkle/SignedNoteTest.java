package dev.cairn.merkle;

import static dev.cairn.merkle.NoteVectors.ENOCH_LINE;
import static dev.cairn.merkle.NoteVectors.PETER_LINE;
import static dev.cairn.merkle.NoteVectors.PETER_TEXT;
import static dev.cairn.merkle.NoteVectors.bytes;
import static dev.cairn.merkle.NoteVectors.note;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SignedNoteTest {

  private static final VerifierKey PETER = VerifierKey.parse(NoteVectors.PETER);
  private static final VerifierKey ENOCH = VerifierKey.parse(NoteVectors.ENOCH);
  private static final GoodSignature OF_PETER = new GoodSignature(PETER, 0);
  private static final GoodSignature OF_ENOCH = new GoodSignature(ENOCH, 0);
  private static final String BOTH = PETER_TEXT + "\n" + PETER_LINE + ENOCH_LINE;

  @Test
  void thePublishedNotesAreOpened() {
    VerifierKey foo = VerifierKey.parse(NoteVectors.FOO);
    SignedNote note = note(NoteVectors.FOO_NOTE);
    assertEquals(List.of(new GoodSignature(foo, 0)), note.open(List.of(foo)));
    assertEquals("This is an example message.\n", note.text());
    assertArrayEquals(bytes(NoteVectors.FOO_NOTE), note.bytes());
    assertEquals(List.of(OF_PETER, OF_ENOCH), note(BOTH).open(List.of(PETER, ENOCH)));
  }

  @Test
  void thePublishedNoteIsSignedTheSameWay() {
    SignerKey peter = SignerKey.parse(NoteVectors.PETER_SECRET);
    assertEquals(
        PETER_TEXT + "\n" + PETER_LINE,
        SignedNote.unsigned(PETER_TEXT).signedBy(peter, 0).toString());
  }

  @Test
  void signaturesOfUnknownKeysAreIgnored() {
    assertEquals(List.of(OF_PETER), note(BOTH).open(List.of(PETER)));
    String sameName = PETER_LINE.replace("x08g", "xxxx");
    assertEquals(List.of(OF_PETER), note(BOTH + sameName).open(List.of(PETER)));
    String sameId = PETER_LINE.replace("PeterNeumann", "CarmenSandiego");
    assertEquals(List.of(OF_PETER), note(BOTH + sameId).open(List.of(PETER)));
    for (String unknown : List.of(sameName, sameId)) {
      assertUnproven(PETER_TEXT + "\n" + unknown, "no known key has signed", PETER);
    }
  }

  @Test
  void oneGoodSignatureOfAKnownKeyIsNeeded() {
    String message = assertUnproven(BOTH, "no known key has signed");
    assertTrue(message.contains("PeterNeumann, EnochRoot"), message);
  }

  @Test
  void aSignatureOfAKnownKeyThatIsNotGoodRejectsTheNote() {
    String longer = PETER_LINE.substring(0, 60) + "ABCD" + PETER_LINE.substring(60);
    assertUnproven(PETER_TEXT + "\n" + longer, "PeterNeumann+c74f20a3", PETER);
    assertUnproven(BOTH + longer, "PeterNeumann+c74f20a3", PETER, ENOCH);
    assertEquals(List.of(OF_ENOCH), note(BOTH + longer).open(List.of(ENOCH)));
  }

  @Test
  void aKeyThatSignedTwiceIsThereTwice() {
    assertEquals(
        List.of(OF_PETER, OF_PETER),
        note(PETER_TEXT + "\n" + PETER_LINE + PETER_LINE).open(List.of(PETER, PETER)));
  }

  @Test
  void keysThatSignaturesCannotTellApartAreRefused() {
    List<VerifierKey> colliding = NoteVectors.keysOfOneId();
    var refusal = assertThrows(IllegalArgumentException.class, () -> note(BOTH).open(colliding));
    assertTrue(String.valueOf(refusal.getMessage()).contains("name and id example.com/x+"));
    assertEquals(List.of(OF_PETER), note(BOTH).open(List.of(PETER, colliding.getFirst())));
  }

  @Test
  void everyBitThatFlipsIsFoundOrIsAnotherKeys() {
    byte[] sound = bytes(PETER_TEXT + "\n" + PETER_LINE);
    for (int i = 0; i < sound.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] flipped = sound.clone();
        flipped[i] ^= (byte) (1 << bit);
        assertThrows(MerkleException.class, () -> SignedNote.parse(flipped).open(List.of(PETER)));
      }
    }
  }

  @Test
  void everyBitThatFlipsBesideAGoodSignatureIsFoundOrIgnored() {
    byte[] line = bytes(ENOCH_LINE);
    int name = bytes("— ").length;
    int signature = name + bytes("EnochRoot rwz+eB").length;
    for (int i = 0; i < line.length; i++) {
      byte[] flipped = line.clone();
      flipped[i] ^= 1;
      byte[] note = joined(bytes(PETER_TEXT + "\n" + PETER_LINE), flipped);
      boolean found = false;
      try {
        assertEquals(List.of(OF_PETER), SignedNote.parse(note).open(List.of(PETER, ENOCH)));
      } catch (MerkleException e) {
        found = true;
      }
      assertTrue(found || (i >= name && i < signature), "not found at " + i);
      assertFalse(found && i >= name && i < name + "EnochRoot".length(), "not ignored at " + i);
    }
  }

  @Test
  void aTextMayHaveEmptyLines() {
    SignerKey peter = SignerKey.parse(NoteVectors.PETER_SECRET);
    for (String text : List.of("\n", "\n\n", "a\n\nb\n", "a\n\n", "— a\n\n— b\n")) {
      SignedNote note = SignedNote.unsigned(text).signedBy(peter, 0);
      assertEquals(note, SignedNote.parse(note.bytes()));
      assertEquals(List.of(OF_PETER), note.open(List.of(PETER)));
    }
  }

  static Stream<Map.Entry<String, String>> malformed() {
    return Map.ofEntries(
        Map.entry("", "here are none"),
        Map.entry("\n", "here are none"),
        Map.entry(PETER_TEXT, "here are none"),
        Map.entry(PETER_TEXT + "\n", "here are none"),
        Map.entry(PETER_TEXT + PETER_LINE, "here are none"),
        Map.entry(PETER_TEXT + "\n" + PETER_LINE.strip(), "ends in a newline"),
        Map.entry("\u0001" + PETER_TEXT + "\n" + PETER_LINE, "control character 1"),
        Map.entry(PETER_TEXT + "\t\n\n" + PETER_LINE, "control character 9"),
        Map.entry(PETER_TEXT + "\n" + PETER_LINE.replace("\n", "\r\n"), "control character 13"),
        Map.entry(PETER_TEXT + "\n" + PETER_LINE + "Unexpected line.\n", "Unexpected line."),
        Map.entry(PETER_TEXT + "\n" + PETER_LINE.replace("—", "-"), "'— name signature'"),
        Map.entry(PETER_TEXT + "\n" + PETER_LINE.replace("— ", "—"), "'— name signature'"),
        Map.entry(PETER_TEXT + "\n" + PETER_LINE.replace("PeterNeumann ", ""), "'— name sig"),
        Map.entry(PETER_TEXT + "\n" + PETER_LINE.replace("erN", "er N"), "not in Base64"),
        Map.entry(PETER_TEXT + "\n" + PETER_LINE.replace("erN", "er+N"), "plus signs"),
        Map.entry(PETER_TEXT + "\n" + PETER_LINE.replace("erN", "er\u00a0N"), "spaces"),
        Map.entry(PETER_TEXT + "\n" + PETER_LINE.replace("PeterNeumann", ""), "not empty"),
        Map.entry(PETER_TEXT + "\n" + PETER_LINE.replace("=", ""), "not in Base64"),
        Map.entry(PETER_TEXT + "\n" + PETER_LINE.replace("AM=", "AN="), "not in Base64"),
        Map.entry(PETER_TEXT + "\n" + PETER_LINE.replace("=\n", "= \n"), "not in Base64"),
        Map.entry(PETER_TEXT + "\n— PeterNeumann x08gow==\n", "more than the 4 bytes"),
        Map.entry(PETER_TEXT + "\n— PeterNeumann \n", "more than the 4 bytes"),
        Map.entry(PETER_TEXT + "\n" + PETER_LINE + "\n" + "x\n", "'— name signature'"))
        .entrySet()
        .stream();
  }

  @ParameterizedTest
  @MethodSource
  void malformed(Map.Entry<String, String> given) {
    var refusal = assertThrows(MalformedException.class, () -> note(given.getKey()));
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains(given.getValue()), message);
  }

  @Test
  void whatIsNotInUtf8IsRefused() {
    byte[] sound = bytes(PETER_TEXT + "\n" + PETER_LINE);
    for (byte[] strange :
        new byte[][] {
          {(byte) 0xff}, {(byte) 0xc0, (byte) 0x80}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}
        }) {
      assertThrows(MalformedException.class, () -> SignedNote.parse(joined(strange, sound)));
    }
    assertThrows(MalformedException.class, () -> SignedNote.unsigned("\ud800\n"));
    assertThrows(MalformedException.class, () -> SignedNote.unsigned("abc"));
  }

  @Test
  void thereAreNotTooManySignatures() {
    String most = PETER_TEXT + "\n" + PETER_LINE.repeat(SignedNote.MOST_SIGNATURES);
    assertEquals(SignedNote.MOST_SIGNATURES, note(most).open(List.of(PETER)).size());
    assertThrows(MalformedException.class, () -> note(most + PETER_LINE));
    List<NoteSignature> one = List.of(NoteSignature.parse(PETER_LINE.strip()));
    assertThrows(MalformedException.class, () -> note(most).with(one));
  }

  @Test
  void aNoteIsNotTooLong() {
    int head = bytes("\n\n" + PETER_LINE).length;
    String longest = "x".repeat(SignedNote.MOST_BYTES - head);
    assertEquals(SignedNote.MOST_BYTES, note(longest + "\n\n" + PETER_LINE).bytes().length);
    assertThrows(MalformedException.class, () -> note(longest + "x\n\n" + PETER_LINE));
    SignedNote unsigned = SignedNote.unsigned(longest + "x\n");
    List<NoteSignature> one = List.of(NoteSignature.parse(PETER_LINE.strip()));
    assertThrows(MalformedException.class, () -> unsigned.with(one));
  }

  @Test
  void sixteenSignaturesOfTheLongestKindAreTaken() {
    List<SignerKey> signers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      signers.add(SignerKey.generate("example.com/" + i, KeyType.ML_DSA_44_COSIGNATURE));
    }
    SignedNote note = new Checkpoint("example.com/log", TreeHead.EMPTY).sign(signers, 1);
    Collections.reverse(signers);
    assertEquals(
        16,
        SignedNote.parse(note.bytes())
            .open(signers.stream().map(SignerKey::verifier).toList())
            .size());
  }

  private static String assertUnproven(String note, String reason, VerifierKey... known) {
    var refusal =
        assertThrows(UnprovenException.class, () -> note(note).open(Arrays.asList(known)));
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains(reason), message);
    return message;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
