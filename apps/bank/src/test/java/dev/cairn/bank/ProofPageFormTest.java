package dev.cairn.bank;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.EventType;
import dev.cairn.Position;
import dev.cairn.Version;
import dev.cairn.bank.ProofWindow.Verdict;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.Hash;
import dev.cairn.merkle.InclusionProof;
import dev.cairn.merkle.KeyType;
import dev.cairn.merkle.MalformedException;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.TlogProof;
import dev.cairn.merkle.TreeHasher;
import dev.cairn.merkle.TreeProver;
import dev.cairn.merkle.TrustPolicy;
import dev.cairn.merkle.VerifierKey;
import dev.cairn.proofs.LeafRecord;
import dev.cairn.proofs.ProofChecker;
import dev.cairn.proofs.ProofVerdict;
import dev.cairn.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** How the page that checks proofs reads what it is given: as strictly as the library does. */
@Tag("browser")
class ProofPageFormTest {

  private static final int POSITION = 42;
  private static final String NO_PROOF = "Refused: this is no proof";
  private static final String VERIFIED = "Verified: the log holds this event";

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

  /** The same as merkle's own tests refuse, and more; {@code %s} is a sound checkpoint. */
  private static final List<String> MALFORMED =
      List.of(
          "",
          "\n\n%s",
          "c2sp.org/tlog-proof@v1\n\n%s",
          "c2sp.org/tlog-proof@v2\nindex 0\n\n%s",
          "c2sp.org/tlog-proof@v1 \nindex 0\n\n%s",
          "\ufeffc2sp.org/tlog-proof@v1\nindex 0\n\n%s",
          "c2sp.org/tlog-proof@v1\r\nindex 0\r\n\r\n%s",
          "c2sp.org/tlog-proof@v1\nindex\n\n%s",
          "c2sp.org/tlog-proof@v1\nindex 00\n\n%s",
          "c2sp.org/tlog-proof@v1\nindex -1\n\n%s",
          "c2sp.org/tlog-proof@v1\nindex 9223372036854775808\n\n%s",
          "c2sp.org/tlog-proof@v1\nextra \nindex 0\n\n%s",
          "c2sp.org/tlog-proof@v1\nextra YWdlx\nindex 0\n\n%s",
          "c2sp.org/tlog-proof@v1\nextra YWdk\t\nindex 0\n\n%s",
          "c2sp.org/tlog-proof@v1\nextra YWd=\nindex 0\n\n%s",
          "c2sp.org/tlog-proof@v1\nextra YW dl\nindex 0\n\n%s",
          "c2sp.org/tlog-proof@v1\nextra YWdl\nextra YWdl\nindex 0\n\n%s",
          "c2sp.org/tlog-proof@v1\nindex 0\nextra YWdl\n\n%s",
          "c2sp.org/tlog-proof@v1\nindex 0\nQnGia+DYqE8L\n\n%s",
          "c2sp.org/tlog-proof@v1\nindex 0\n%s",
          "c2sp.org/tlog-proof@v1\nindex 0\n\n%s\n",
          "c2sp.org/tlog-proof@v1\nindex 0\n\n%sx\n",
          "c2sp.org/tlog-proof@v1\nindex 0\n\na\n1\nQnGia+DYqE8L\n\n— a AAAAAAA=\n",
          "c2sp.org/tlog-proof@v1\nindex 0\n\na\n01\nQnGia+DYqE8L1UyMMC58s6O10fpngKQLzOKHNHfatlg=\n\n— a AAAAAAA=\n",
          "c2sp.org/tlog-proof@v1\nindex 0\n\na\n0\nQnGia+DYqE8L1UyMMC58s6O10fpngKQLzOKHNHfatlg=\n\n— a AAAAAAA=\n",
          "c2sp.org/tlog-proof@v1\nindex 0\n\na\n1\nQnGia+DYqE8L1UyMMC58s6O10fpngKQLzOKHNHfatlg=\n\n\n\n— a AAAAAAA=\n",
          "c2sp.org/tlog-proof@v1\nindex 0\n\na\n1\nQnGia+DYqE8L1UyMMC58s6O10fpngKQLzOKHNHfatlg=\n\n— a AAAAAA==\n",
          "c2sp.org/tlog-proof@v1\nindex 0\n\na\n1\nQnGia+DYqE8L1UyMMC58s6O10fpngKQLzOKHNHfatlg=\n\n— a\u00a0b AAAAAAA=\n",
          "c2sp.org/tlog-proof@v1\nindex 0\n\na\n1\nQnGia+DYqE8L1UyMMC58s6O10fpngKQLzOKHNHfatlg=\n\n- a AAAAAAA=\n",
          "c2sp.org/tlog-proof@v1\nindex 0\n\na\n1\nQnGia+DYqE8L1UyMMC58s6O10fpngKQLzOKHNHfatlg=\n\n— a AAAAAAA=");

  @Test
  void whatTheLibraryRefusesAsMalformedThePageRefuses() {
    List<byte[]> files = new ArrayList<>();
    for (String form : MALFORMED) {
      files.add(form.replace("%s", log.checkpoint.toString()).getBytes(UTF_8));
    }
    byte[] strange = log.proof(POSITION).bytes();
    strange[5] = (byte) 0xff;
    files.add(strange);
    String head = "c2sp.org/tlog-proof@v1\nindex 0\n";
    String hash = log.record(POSITION).content().toBase64() + "\n";
    String signature = log.checkpoint.signatures().getFirst() + "\n";
    files.add(
        (head + hash.repeat(InclusionProof.MOST_HASHES + 1) + "\n" + log.checkpoint)
            .getBytes(UTF_8));
    files.add(
        (head + "\n" + log.checkpoint + signature.repeat(SignedNote.MOST_SIGNATURES))
            .getBytes(UTF_8));
    files.add(
        (head + "\n" + log.checkpoint + "— a " + "AAAA".repeat(SignedNote.MOST_BYTES / 4) + "\n")
            .getBytes(UTF_8));
    for (byte[] file : files) {
      assertThrows(
          MalformedException.class, () -> TlogProof.parse(file), () -> new String(file, UTF_8));
    }
    Object headlines = page.open("").headlines(files, key());
    assertEquals(Collections.nCopies(files.size(), NO_PROOF), headlines);
  }

  @Test
  void whatReachesALimitIsTakenAndWhatExceedsItIsNot() {
    SignedNote most = log.checkpoint;
    for (int i = 1; i < SignedNote.MOST_SIGNATURES; i++) {
      most = most.with(log.checkpoint.signatures());
    }
    List<LeafRecord> chain = chain(1_001);
    List<byte[]> files =
        List.of(
            log.proof(List.of(log.record(POSITION)), most).bytes(),
            alone(chain.subList(0, 1_000)).bytes(),
            alone(chain).bytes());
    assertEquals(
        List.of(
            VERIFIED,
            "Verified: the first 1,000 events of the stream, none left out",
            "Refused: the record is not sound"),
        page.open("").headlines(files, key()));
    String longest = "é".repeat(VerifierKey.MOST_NAME_BYTES / 2) + "x";
    VerifierKey key = SignerKey.generate(longest, KeyType.ED25519).verifier();
    page.open(key.toString());
    Eventually.holds("the key is taken", () -> page.text("#key-state").contains(key.hexId()));
    assertTrue(refusal("readKey(`x${arguments[0]}`)", key).contains("at most 255 bytes"));
    assertTrue(refusal("readLine(new Uint8Array((64 << 20) + 1))", key).contains("67108864"));
  }

  private static String refusal(String call, VerifierKey key) {
    return String.valueOf(
        page.driver()
            .executeScript(
                "try { %s; return 'taken'; } catch (error) { return error.message; }"
                    .formatted(call),
                key.toString()));
  }

  /** The first events of a stream whose events alone are a log. */
  private static List<LeafRecord> chain(int length) {
    List<LeafRecord> chain = new ArrayList<>();
    LeafRecord model = log.record(1);
    for (int number = 1; number <= length; number++) {
      chain.add(
          new LeafRecord(
              Position.of(number),
              model.id(),
              model.stream(),
              Version.of(number),
              chain.isEmpty() ? LeafRecord.NONE : chain.getLast().leafHash(),
              model.type(),
              model.timestamp(),
              model.content()));
    }
    return chain;
  }

  /** The proof of all records of a log that has no others. */
  private static TlogProof alone(List<LeafRecord> chain) {
    TreeProver prover = new TreeProver((level, index) -> node(chain, level, (int) index));
    SignedNote note =
        new Checkpoint(SampleLog.ORIGIN, prover.head(chain.size())).sign(List.of(log.key), 0);
    InclusionProof last = prover.inclusion(chain.size() - 1, chain.size());
    return new TlogProof(SampleLog.extra(chain), last.index(), last.hashes(), note);
  }

  private static Hash node(List<LeafRecord> chain, int level, int index) {
    return level == 0
        ? chain.get(index).leafHash()
        : new TreeHasher()
            .node(node(chain, level - 1, 2 * index), node(chain, level - 1, 2 * index + 1));
  }

  @Test
  void aLineMustSayWhatItsRecordSays() {
    LeafRecord sound = log.record(1);
    LeafRecord lying =
        new LeafRecord(
            sound.position(),
            sound.id(),
            sound.stream(),
            sound.version(),
            sound.previous(),
            EventType.of("AccountClosed"),
            sound.timestamp(),
            sound.content());
    byte[] line = (log.line(1) + "\n").getBytes(UTF_8);
    Map<String, String> good =
        Map.of(
            "proof",
            "good",
            "events",
            "good",
            "way",
            "good",
            "signature",
            "good",
            "content",
            "good");
    page.open(key())
        .giveLine(line)
        .giveProof(alone(List.of(sound)).bytes())
        .expect(
            new Verdict(
                "verified", "Verified: the log holds this event with exactly this text", good));
    Map<String, String> bad = new HashMap<>(good);
    bad.put("content", "bad");
    page.giveProof(alone(List.of(lying)).bytes())
        .expect(new Verdict("refused", "Refused: this is not the event’s text", bad));
    assertTrue(page.text("[data-step=content]").contains("otherwise than its record of: type"));
  }

  @Test
  void aFileThatIsTooLongIsRefused() {
    byte[] bytes = new byte[TlogProof.MOST_BYTES + 1];
    assertThrows(MalformedException.class, () -> TlogProof.parse(bytes));
    page.open(key())
        .giveProof(bytes)
        .expect(
            new Verdict(
                "refused",
                NO_PROOF,
                Map.of("proof", "bad", "events", "open", "way", "open", "signature", "open")));
    assertTrue(page.text("[data-step=proof]").contains("it may have 2097152 at most"));
  }

  @Test
  void recordsThatAreCutAreRefused() {
    TlogProof proof = log.proof(POSITION);
    byte[] bundle = Base64.getDecoder().decode(proof.extra());
    List<byte[]> files = new ArrayList<>();
    for (int length = 1; length < bundle.length; length++) {
      String extra = Base64.getEncoder().encodeToString(Arrays.copyOf(bundle, length));
      files.add(new TlogProof(extra, proof.index(), proof.hashes(), proof.checkpoint()).bytes());
    }
    assertEquals(
        Collections.nCopies(files.size(), "Refused: the record is not sound"),
        page.open("").headlines(files, key()));
  }

  @Test
  void aBitThatFlipsInAnyByteIsFound() {
    byte[] sound = log.proof(POSITION).bytes();
    List<byte[]> files = new ArrayList<>();
    for (int i = 0; i < sound.length; i++) {
      byte[] flipped = sound.clone();
      flipped[i] ^= (byte) (1 << i % 8);
      files.add(flipped);
    }
    files.add(sound);
    List<?> headlines = (List<?>) page.open("").headlines(files, key());
    assertEquals(VERIFIED, headlines.getLast());
    for (int i = 0; i < sound.length; i++) {
      String headline = String.valueOf(headlines.get(i));
      assertTrue(headline.startsWith("Refused: "), "byte " + i + ": " + headline);
    }
    assertAsProofCheckerSays(files, headlines);
  }

  private static void assertAsProofCheckerSays(List<byte[]> files, List<?> headlines) {
    String policy = "log %s\nquorum none\n".formatted(key());
    ProofChecker checker = new ProofChecker(TrustPolicy.parse(policy.getBytes(UTF_8)));
    for (int i = 0; i < files.size(); i++) {
      String headline = String.valueOf(headlines.get(i));
      boolean isProven = checker.check(files.get(i)) instanceof ProofVerdict.Proven;
      assertEquals(isProven, headline.startsWith("Verified: "), i + ": " + headline);
    }
  }

  @Test
  void thePageAndTheLibraryAgreeOnEveryRunOfAStream() {
    List<LeafRecord> stream = log.stream().subList(0, 8);
    List<byte[]> files = new ArrayList<>();
    for (int from = 0; from < stream.size(); from++) {
      for (int to = from + 1; to <= stream.size(); to++) {
        List<LeafRecord> run = stream.subList(from, to);
        files.add(log.proof(run, log.checkpoint).bytes());
        List<LeafRecord> turned = new ArrayList<>(run);
        Collections.rotate(turned, 1);
        files.add(log.proof(turned, log.checkpoint).bytes());
      }
    }
    List<?> headlines = (List<?>) page.open("").headlines(files, key());
    assertAsProofCheckerSays(files, headlines);
    long verified =
        headlines.stream().filter(headline -> String.valueOf(headline).startsWith("Ver")).count();
    assertEquals(36 + 8, verified, "the runs, and those of one event, which no turn changes");
  }

  /** As merkle's own tests have them. */
  private static final List<String> NO_KEYS =
      List.of(
          "name+id",
          "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
          "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
          "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq_LDE4izWy10TW",
          "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
          "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");

  @Test
  void whatTheLibraryRefusesAsAKeyThePageRefuses() {
    for (String key : NO_KEYS) {
      assertThrows(MalformedException.class, () -> VerifierKey.parse(key));
      page.open(key);
      Eventually.holds(
          key + " is refused", () -> page.text("#key-state").startsWith("Not a key: "));
    }
  }

  @Test
  void theKeyOfAWitnessIsNotThatOfALog() {
    Map<KeyType, String> reasons =
        Map.of(
            KeyType.ED25519_COSIGNATURE, "the key of a witness",
            KeyType.ML_DSA_44_COSIGNATURE, "a key of ML-DSA-44");
    reasons.forEach((type, reason) -> {
      page.open(SignerKey.generate(SampleLog.ORIGIN, type).verifier().toString());
      Eventually.holds(reason, () -> page.text("#key-state").contains(reason));
    });
  }

  @Test
  void aProofCanBePastedAndTakenAway() {
    page.open(key());
    page.driver().findElement(By.cssSelector("#given details summary")).click();
    WebElement field = page.driver().findElement(By.id("proof-text"));
    field.sendKeys(log.proof(POSITION).toString().stripTrailing());
    Map<String, String> good =
        Map.of("proof", "good", "events", "good", "way", "good", "signature", "good");
    page.expect(new Verdict("verified", VERIFIED, good));
    field.clear();
    page.expect(new Verdict("empty", "", Map.of()));
    page.giveProof(log.proof(POSITION).bytes()).expect(new Verdict("verified", VERIFIED, good));
    page.driver().findElement(By.cssSelector("#proof-chosen button")).click();
    page.expect(new Verdict("empty", "", Map.of()));
  }

  @Test
  void aBrowserThatComputesWronglyGivesNoVerdict() {
    page.open(key(), "DataView.prototype.getInt32 = () => 7")
        .giveProof(log.proof(POSITION).bytes())
        .expect(new Verdict("unfinished", "Not checked: this browser computes wrongly", Map.of()));
  }

  @Test
  void aPageThatFailsSaysSoAndLeavesNoEarlierVerdict() {
    page.open(key()).giveProof(log.proof(POSITION).bytes());
    Eventually.holds("a verdict", () -> page.text("#verdict").contains(VERIFIED));
    page.driver()
        .executeScript("DataView.prototype.getBigInt64 = () => { throw new Error('broken'); }");
    page.giveProof(log.proof(POSITION).bytes())
        .expect(new Verdict("unfinished", "Not checked: this page failed", Map.of()));
  }

  @Test
  void aKeyOfTheAddressIsSaidToBeOne() {
    page.open(key());
    Eventually.holds(
        "the key is named",
        () -> page.text("#key-state").contains("came with the address of this page"));
    page.driver().findElement(By.id("key")).sendKeys(" ");
    Eventually.holds(
        "it is another one", () -> page.text("#key-state").endsWith(SampleLog.ORIGIN + "."));
  }

  @Test
  void everyControlHasANameAndAVerdictIsAnnounced() {
    page.open(key()).giveProof(log.proof(POSITION).bytes());
    Eventually.holds("a verdict", () -> page.text("#verdict").contains(VERIFIED));
    List<WebElement> controls =
        page.driver().findElements(By.cssSelector("input, textarea, button, [tabindex='0']"));
    assertTrue(controls.size() >= 6, controls::toString);
    for (WebElement control : controls) {
      String name = control.isDisplayed() ? String.valueOf(control.getAccessibleName()) : "hidden";
      assertFalse(name.isEmpty() || name.equals("null"), control::toString);
    }
    WebElement announced = page.driver().findElement(By.id("announced"));
    assertEquals("status", announced.getAriaRole());
    assertEquals(VERIFIED, announced.getDomProperty("textContent"));
  }
}
