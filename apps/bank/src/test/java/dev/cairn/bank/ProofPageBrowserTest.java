package dev.cairn.bank;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.bank.ProofWindow.Arithmetic;
import dev.cairn.bank.ProofWindow.Verdict;
import dev.cairn.merkle.Hash;
import dev.cairn.merkle.KeyType;
import dev.cairn.merkle.NoteSignature;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.TlogProof;
import dev.cairn.proofs.LeafRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;

/** What the page that checks proofs says in headless Chromium, opened as a local file. */
@Tag("browser")
class ProofPageBrowserTest {

  private static final int POSITION = 42;
  private static final Map<String, String> ALL_GOOD =
      Map.of("proof", "good", "events", "good", "way", "good", "signature", "good");

  @TempDir static Path folder;
  private static SampleLog log;
  private static ProofWindow page;

  @BeforeAll
  static void open() throws IOException {
    Chromium.isNeeded();
    log = new SampleLog(folder.resolve("store"));
    page = ProofWindow.ofFile(folder, 1200);
  }

  @AfterAll
  static void close() {
    if (page != null) {
      page.close();
    }
  }

  private static String key() {
    return log.key.verifier().toString();
  }

  private static Map<String, String> but(Map<String, String> steps, String step, String state) {
    Map<String, String> changed = new TreeMap<>(steps);
    changed.put(step, state);
    return changed;
  }

  private static byte[] line(String line) {
    return (line + "\n").getBytes(UTF_8);
  }

  @ParameterizedTest
  @EnumSource
  void aGoodProofIsVerifiedAndSaysWhatItProves(Arithmetic arithmetic) {
    page.open(key(), arithmetic.before)
        .giveProof(log.proof(POSITION).bytes())
        .expect(new Verdict("verified", "Verified: the log holds this event", ALL_GOOD));
    LeafRecord record = log.record(POSITION);
    String verdict = page.text("#verdict");
    for (String part :
        List.of(
            "position 42",
            "FundsDeposited, version 6 of the stream " + record.stream(),
            "its first 300 events",
            "Not anchored.",
            record.id().toString(),
            record.content().toBase64(),
            SampleLog.ORIGIN + "+" + log.key.verifier().hexId(),
            "checked by "
                + (arithmetic == Arithmetic.OF_THE_BROWSER ? "the browser" : "this page"))) {
      assertTrue(verdict.contains(part), () -> part + " in: " + verdict);
    }
    assertTrue(Double.parseDouble(page.text("#took")) >= 0);
  }

  @ParameterizedTest
  @EnumSource
  void aFlippedBitOfTheTextIsFound(Arithmetic arithmetic) {
    String text = log.line(POSITION);
    page.open(key(), arithmetic.before)
        .giveLine(line(text))
        .giveProof(log.proof(POSITION).bytes())
        .expect(
            new Verdict(
                "verified",
                "Verified: the log holds this event with exactly this text",
                but(ALL_GOOD, "content", "good")));
    String flipped = text.replace("{\"n\":41}", "{\"n\":40}");
    for (String other : List.of(flipped, summed(flipped), log.line(POSITION + 1))) {
      page.giveLine(line(other))
          .expect(
              new Verdict(
                  "refused",
                  "Refused: this is not the event’s text",
                  but(ALL_GOOD, "content", "bad")));
    }
  }

  /** The line with the checksum that it should have. */
  private static String summed(String line) {
    String body = line.substring(0, line.lastIndexOf(",\"crc\""));
    CRC32C sum = new CRC32C();
    sum.update(body.getBytes(UTF_8));
    return "%s,\"crc\":\"%s\"}".formatted(body, HexFormat.of().toHexDigits((int) sum.getValue()));
  }

  @ParameterizedTest
  @EnumSource
  void aFlippedBitOfTheRecordIsFound(Arithmetic arithmetic) {
    TlogProof sound = log.proof(POSITION);
    byte[] extra = Base64.getDecoder().decode(sound.extra());
    extra[2 + 80] ^= 1;
    String flipped = Base64.getEncoder().encodeToString(extra);
    page.open(key(), arithmetic.before)
        .giveProof(
            new TlogProof(flipped, sound.index(), sound.hashes(), sound.checkpoint()).bytes())
        .expect(
            new Verdict(
                "refused", "Refused: the path leads to another root", but(ALL_GOOD, "way", "bad")));
  }

  @ParameterizedTest
  @EnumSource
  void aFlippedBitOfThePathIsFound(Arithmetic arithmetic) {
    TlogProof sound = log.proof(POSITION);
    List<Hash> hashes = new ArrayList<>(sound.hashes());
    hashes.set(3, flipped(hashes.get(3)));
    page.open(key(), arithmetic.before)
        .giveProof(new TlogProof(sound.extra(), sound.index(), hashes, sound.checkpoint()).bytes())
        .expect(
            new Verdict(
                "refused", "Refused: the path leads to another root", but(ALL_GOOD, "way", "bad")));
  }

  private static Hash flipped(Hash hash) {
    byte[] bytes = hash.bytes();
    bytes[7] ^= 4;
    return Hash.of(bytes);
  }

  @ParameterizedTest
  @EnumSource
  void aFlippedBitOfTheRootIsFound(Arithmetic arithmetic) {
    String text = log.checkpoint.text();
    String root = text.split("\n", -1)[2];
    SignedNote note =
        new SignedNote(
            text.replace(root, flipped(Hash.fromBase64(root)).toBase64()),
            log.checkpoint.signatures());
    page.open(key(), arithmetic.before)
        .giveProof(log.proof(List.of(log.record(POSITION)), note).bytes())
        .expect(
            new Verdict(
                "refused",
                "Refused: the root is not the one that was signed",
                but(but(ALL_GOOD, "way", "bad"), "signature", "bad")));
  }

  @ParameterizedTest
  @EnumSource
  void aFlippedBitOfTheSignatureIsFound(Arithmetic arithmetic) {
    NoteSignature sound = log.checkpoint.signatures().getFirst();
    byte[] bytes = Base64.getDecoder().decode(sound.base64());
    bytes[30] ^= 1;
    NoteSignature flipped =
        new NoteSignature(sound.name(), Base64.getEncoder().encodeToString(bytes));
    SignedNote note = new SignedNote(log.checkpoint.text(), List.of(flipped));
    page.open(key(), arithmetic.before)
        .giveProof(log.proof(List.of(log.record(POSITION)), note).bytes())
        .expect(
            new Verdict(
                "refused",
                "Refused: the signature is not good",
                but(ALL_GOOD, "signature", "bad")));
  }

  @Test
  void aProofOfAStreamShowsAllItsEvents() {
    List<LeafRecord> stream = log.stream();
    page.open(key())
        .giveProof(log.proof(stream, log.checkpoint).bytes())
        .expect(
            new Verdict(
                "verified",
                "Verified: the first %d events of the stream, none left out"
                    .formatted(stream.size()),
                ALL_GOOD));
    assertEquals(
        stream.size(),
        page.driver().findElements(By.cssSelector("#verdict > .scroll tbody tr")).size());
    page.giveProof(log.proof(stream.subList(5, 9), log.checkpoint).bytes())
        .expect(
            new Verdict(
                "verified", "Verified: 4 events of the stream in a row, none left out", ALL_GOOD));
    assertTrue(page.text("#verdict").contains("versions 6 to 9 of the stream"));
  }

  @Test
  void anEventThatIsLeftOutOfAStreamIsMissed() {
    List<LeafRecord> stream = log.stream();
    List<LeafRecord> gap = new ArrayList<>(stream.subList(0, 6));
    gap.remove(3);
    List<LeafRecord> forged = new ArrayList<>(stream.subList(0, 6));
    LeafRecord third = forged.get(2);
    forged.set(
        2,
        new LeafRecord(
            third.position(),
            third.id(),
            third.stream(),
            third.version(),
            third.previous(),
            third.type(),
            third.timestamp(),
            flipped(third.content())));
    List<LeafRecord> reversed = stream.subList(0, 2).reversed();
    for (List<LeafRecord> chain : List.of(gap, forged, reversed)) {
      page.open(key())
          .giveProof(log.proof(chain, log.checkpoint).bytes())
          .expect(
              new Verdict(
                  "refused",
                  "Refused: the record is not sound",
                  Map.of("proof", "good", "events", "bad", "way", "open", "signature", "good")));
    }
  }

  @Test
  void withoutTheKeyNothingIsVerified() {
    page.open("")
        .giveProof(log.proof(POSITION).bytes())
        .expect(
            new Verdict(
                "unfinished",
                "Not checked yet: the log’s key is missing",
                but(ALL_GOOD, "signature", "open")));
    page.driver().findElement(By.id("key")).sendKeys(key());
    page.expect(new Verdict("verified", "Verified: the log holds this event", ALL_GOOD));
    page.driver().findElement(By.id("key")).sendKeys("x");
    page.expect(
        new Verdict(
            "unfinished",
            "Not checked: the key cannot be read",
            but(ALL_GOOD, "signature", "open")));
  }

  @Test
  void theKeyOfAnotherLogOrAnotherKeyOfItVerifiesNothing() {
    for (SignerKey other :
        List.of(
            SignerKey.generate("cairn/another", KeyType.ED25519),
            SignerKey.generate(SampleLog.ORIGIN, KeyType.ED25519))) {
      page.open(other.verifier().toString())
          .giveProof(log.proof(POSITION).bytes())
          .expect(
              new Verdict(
                  "refused",
                  "Refused: your key has not signed this",
                  but(ALL_GOOD, "signature", "bad")));
    }
  }

  @Test
  void whileAKeyIsReplacedEitherOfTwoIsEnough() {
    SignerKey next = SignerKey.generate(SampleLog.ORIGIN, KeyType.ED25519);
    page.open(next.verifier() + "&key=" + key())
        .giveProof(log.proof(POSITION).bytes())
        .expect(new Verdict("verified", "Verified: the log holds this event", ALL_GOOD));
    SignedNote both = log.checkpoint.signedBy(next, 0);
    page.giveProof(log.proof(List.of(log.record(POSITION)), both).bytes())
        .expect(new Verdict("verified", "Verified: the log holds this event", ALL_GOOD));
    assertTrue(page.text("#verdict").contains(next.verifier().hexId()));
  }

  @Test
  void signaturesOfUnknownKeysAreNamedAndIgnored() {
    SignerKey witness = SignerKey.generate("w.example", KeyType.ED25519_COSIGNATURE);
    SignerKey second = SignerKey.generate(SampleLog.ORIGIN, KeyType.ML_DSA_44_COSIGNATURE);
    SignedNote note = log.checkpoint.signedBy(second, 0).signedBy(witness, 1_700_000_000);
    page.open(key())
        .giveProof(log.proof(List.of(log.record(POSITION)), note).bytes())
        .expect(new Verdict("verified", "Verified: the log holds this event", ALL_GOOD));
    String ignored = page.text(".ignored");
    assertTrue(
        ignored.contains(
            "w.example+%s: ignored; as long as a witness’s cosignature"
                .formatted(witness.verifier().hexId())),
        ignored);
    assertTrue(
        ignored.contains(
            "%s+%s: ignored; as long as one of ML-DSA-44"
                .formatted(SampleLog.ORIGIN, second.verifier().hexId())),
        ignored);
  }

  @Test
  void aProofWithoutItsRecordIsNotFinished() {
    TlogProof proof = log.proof(POSITION);
    page.open(key())
        .giveProof(new TlogProof("", proof.index(), proof.hashes(), proof.checkpoint()).bytes())
        .expect(
            new Verdict(
                "unfinished",
                "Not checked: the file names no event",
                Map.of("proof", "good", "events", "open", "way", "open", "signature", "good")));
  }

  @Test
  void theRecordMustBeOfThePlaceThatThePathIsFor() {
    TlogProof proof = log.proof(POSITION);
    String other = SampleLog.extra(List.of(log.record(POSITION + 1)));
    page.open(key())
        .giveProof(new TlogProof(other, proof.index(), proof.hashes(), proof.checkpoint()).bytes())
        .expect(
            new Verdict(
                "refused",
                "Refused: the record is not sound",
                Map.of("proof", "good", "events", "bad", "way", "open", "signature", "good")));
    assertTrue(page.text("[data-step=events]").contains("position 43, the path of position 42"));
  }
}
