package dev.cairn.merkle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrustPolicyTest {

  private static final SignerKey LOG = SignerKey.generate("example.com/log", KeyType.ED25519);
  private static final List<SignerKey> WITNESSES =
      IntStream.rangeClosed(1, 6).mapToObj(TrustPolicyTest::witness).toList();
  private static final Checkpoint CHECKPOINT =
      new Checkpoint("example.com/log", new TreeHead(7, new TreeHasher().leaf(new byte[0])));

  /** The example of the specification, with comments and white space. */
  private static final String TWO_LEVELS =
      """
      # who is believed
      log %s https://log.example/

      witness X1 %s
      witness X2 %s https://x2.example/
      \t witness \t X3   %s \t
      group X-witnesses 2 X1 X2 X3

      witness Y1 %s
      witness Y2 %s
      witness Y3 %s
      group Y-witnesses any Y1 Y2 Y3
       # both
      group X-and-Y all X-witnesses Y-witnesses
      quorum X-and-Y
      """
          .formatted(LOG.verifier(), vkey(0), vkey(1), vkey(2), vkey(3), vkey(4), vkey(5));

  private static SignerKey witness(int number) {
    KeyType type = number % 2 == 0 ? KeyType.ED25519_COSIGNATURE : KeyType.ML_DSA_44_COSIGNATURE;
    return SignerKey.generate("w%d.example".formatted(number), type);
  }

  private static VerifierKey vkey(int witness) {
    return WITNESSES.get(witness).verifier();
  }

  @Test
  void allPartsAreRead() {
    TrustPolicy policy = policy(TWO_LEVELS);
    assertEquals(
        List.of(new TrustPolicy.Log(LOG.verifier(), "https://log.example/")), policy.logs());
    assertEquals(
        List.of("X1", "X2", "X3", "Y1", "Y2", "Y3"),
        policy.witnesses().stream().map(TrustPolicy.Witness::name).toList());
    assertEquals("https://x2.example/", policy.witnesses().get(1).url());
    assertEquals("", policy.witnesses().get(2).url());
    assertEquals("X-and-Y", policy.quorum().name());
  }

  @ParameterizedTest
  @CsvSource({"0 1 3", "0 2 5", "1 2 4", "0 1 2 3 4 5"})
  void theQuorumIsMetByEnoughOfEachGroup(String cosigners) {
    PolicyVerdict verdict = policy(TWO_LEVELS).judge(signed(cosigners));
    assertTrue(verdict.isMet(), verdict::lacking);
    assertEquals(CHECKPOINT, verdict.required());
    assertEquals(cosigners.split(" ").length, verdict.cosigners().size());
    verdict.cosigners().forEach(cosigner -> assertEquals(1_000, cosigner.time()));
  }

  @ParameterizedTest
  @CsvSource({
    "'', '2 more of group X-and-Y (2 more of group X-witnesses (witness X1, witness X2, witness X3), 1 more of group Y-witnesses (witness Y1, witness Y2, witness Y3))'",
    "0 3, '1 more of group X-and-Y (1 more of group X-witnesses (witness X2, witness X3))'",
    "0 1 2, '1 more of group X-and-Y (1 more of group Y-witnesses (witness Y1, witness Y2, witness Y3))'"
  })
  void whoIsMissingIsNamed(String cosigners, String lacking) {
    PolicyVerdict verdict = policy(TWO_LEVELS).judge(signed(cosigners));
    assertFalse(verdict.isMet());
    assertEquals(lacking, verdict.lacking());
    var refusal = assertThrows(UnprovenException.class, verdict::required);
    assertTrue(String.valueOf(refusal.getMessage()).endsWith("missing is " + lacking));
  }

  @Test
  void aPolicyWithoutAQuorumNeedsTheLogOnly() {
    TrustPolicy policy = policy("log %s\nquorum none\n".formatted(LOG.verifier()));
    assertSame(TrustPolicy.NONE, policy.quorum());
    assertEquals(CHECKPOINT, policy.judge(signed("0")).required());
  }

  @Test
  void aQuorumMayBeOneWitness() {
    TrustPolicy policy =
        policy("log %s\nwitness W %s\nquorum W\n".formatted(LOG.verifier(), vkey(0)));
    assertTrue(policy.judge(signed("0")).isMet());
    assertEquals("witness W", policy.judge(signed("1")).lacking());
  }

  @Test
  void theNewestTimeOfAWitnessCounts() {
    SignedNote note =
        signed("0").signedBy(WITNESSES.get(0), 3_000).signedBy(WITNESSES.get(0), 2_000);
    assertEquals(3_000, policy(TWO_LEVELS).judge(note).cosigners().getFirst().time());
  }

  @Test
  void aLogThatIsNotKnownIsNotBelieved() {
    SignedNote other = new Checkpoint("example.com/other", CHECKPOINT.head()).sign(List.of(LOG), 0);
    var refusal = assertThrows(UnprovenException.class, () -> policy(TWO_LEVELS).judge(other));
    assertTrue(refusal.toString().contains("does not know the log example.com/other"));
    SignerKey stranger = SignerKey.generate("example.com/log", KeyType.ED25519);
    SignedNote forged = CHECKPOINT.sign(List.of(stranger, WITNESSES.get(0)), 1);
    assertThrows(UnprovenException.class, () -> policy(TWO_LEVELS).judge(forged));
  }

  @Test
  void aLogMayBeKnownFromElsewhere() {
    TrustPolicy policy = policy("witness W %s\nquorum W\n".formatted(vkey(0)));
    assertTrue(policy.judge(signed("0"), LogIdentity.of(LOG.verifier())).isMet());
    assertThrows(UnprovenException.class, () -> policy.judge(signed("0")));
  }

  @Test
  void aWitnessWhoseSignatureIsNotGoodRejectsTheNote() {
    NoteSignature elsewhere =
        new Checkpoint("o", TreeHead.EMPTY).sign(List.of(WITNESSES.get(0)), 1).signatures().get(0);
    SignedNote note = signed("1").with(List.of(elsewhere));
    assertThrows(UnprovenException.class, () -> policy(TWO_LEVELS).judge(note));
  }

  @Test
  void twoKeysOfALogOverlap() {
    SignerKey next = SignerKey.generate("example.com/log", KeyType.ED25519);
    TrustPolicy policy =
        policy("log %s\nlog %s\nquorum none\n".formatted(LOG.verifier(), next.verifier()));
    for (SignerKey key : List.of(LOG, next)) {
      assertTrue(policy.judge(CHECKPOINT.sign(List.of(key), 0)).isMet());
    }
  }

  @Test
  void namesAreOctets() {
    byte[] text =
        "witness \u00fc %s\nwitness \u00c3\u00bc %s\ngroup g all \u00fc \u00c3\u00bc\nquorum g\n"
            .formatted(vkey(1), vkey(3))
            .getBytes(StandardCharsets.ISO_8859_1);
    TrustPolicy policy = TrustPolicy.parse(text);
    assertEquals(List.of("\ufffd", "ü"), policy.witnesses().stream().map(w -> w.name()).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "log LOGKEY | a policy has a line 'quorum name'",
        "log LOGKEY;quorum none;quorum none | there is a quorum already",
        "quorum | it is written 'quorum name'",
        "quorum a b | it is written 'quorum name'",
        "quorum W | no line before it defines a witness or group 'W'",
        "quorum W;witness W KEY0 | line 1 of the policy",
        "log | it is written 'log vkey'",
        "log LOGKEY url more | it is written 'log vkey'",
        "log nokey | written name+id+key",
        "log KEY1 | a log does not sign with a key of type 04",
        "witness W LOGKEY | a witness does not sign with a key of type 01",
        "log LOGKEY;log LOGKEY | is there already",
        "witness W KEY0;witness V KEY0 | the key of 'w1.example' is there already",
        "witness W KEY0;witness W KEY1 | 'W' is there already",
        "witness W KEY0;group W 1 W | 'W' is there already",
        "witness none KEY0 | 'none' is no name that can be defined",
        "witness W | it is written 'witness name vkey'",
        "witness W KEY0 url more | it is written 'witness name vkey'",
        "witness W KEY0;group g any none | no line before it defines a witness or group 'none'",
        "group g all g | no line before it defines a witness or group 'g'",
        "group g all h;group h all g | no line before it defines a witness or group 'h'",
        "group g all | it is written 'group name k members'",
        "group g any W | no line before it defines a witness or group 'W'",
        "witness W KEY0;group g 0 W | 0 of 1 members cannot be needed",
        "witness W KEY0;group g 2 W | 2 of 1 members cannot be needed",
        "witness W KEY0;group g 4294967297 W | 4294967297 of 1 members cannot be needed",
        "witness W KEY0;group g 01 W | without leading zeros",
        "witness W KEY0;group g most W | without leading zeros",
        "witness W KEY0;group g 1 W W | 'W' is a member of a group already",
        "witness W KEY0;group g 1 W;group h 1 W | 'W' is a member of a group already",
        "witness W KEY0;group g 1 W;group h 1 g W | 'W' is a member of a group already",
        "Log LOGKEY | 'Log'",
        "allow everything | 'allow'"
      })
  void whatIsNoPolicyIsRefused(String text, String reason) {
    assertRefused(filled(text.replace(";", "\n") + "\n"), reason);
  }

  private static String filled(String text) {
    return text.replace("LOGKEY", LOG.verifier().toString())
        .replace("KEY0", vkey(0).toString())
        .replace("KEY1", vkey(1).toString());
  }

  @Test
  void controlCharactersAreRefused() {
    for (String strange : List.of("\r", "\u0000", "\u001f", "\u007f", "\u000b")) {
      assertRefused("quorum none" + strange + "\n", "line 1 of the policy: it has control");
      assertRefused("#" + strange + "\nquorum none\n", "it has control characters");
    }
    assertRefused("quorum none", "ends in a newline");
    assertRefused("", "quorum none");
  }

  @Test
  void keysThatSignaturesCannotTellApartAreRefused() {
    List<VerifierKey> keys = NoteVectors.keysOfOneId();
    assertRefused(
        "witness a %s\nlog %s\nquorum none\n".formatted(keys.get(0), keys.get(1)),
        "line 2 of the policy: another key has the name and id");
  }

  @Test
  void thereAreNotTooManyOfAKind() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i <= TrustPolicy.MOST_OF_A_KIND; i++) {
      lines.add(SignerKey.generate("k" + i, KeyType.ML_DSA_44_COSIGNATURE).verifier().toString());
    }
    assertMost("logs", lines.stream().map(key -> "log " + key).toList());
    assertMost(
        "witnesses",
        IntStream.range(0, lines.size())
            .mapToObj(i -> "witness w%d %s".formatted(i, lines.get(i)))
            .toList());
    List<String> chain = new ArrayList<>(List.of("group g0 all w"));
    for (int i = 1; i <= TrustPolicy.MOST_OF_A_KIND; i++) {
      chain.add("group g%d all g%d".formatted(i, i - 1));
    }
    String witness = "witness w " + lines.getFirst() + "\n";
    assertRefused(witness + text(chain), "at most 100 groups");
    chain.removeLast();
    TrustPolicy deep = policy(witness + text(chain).replace("quorum none", "quorum g99"));
    assertTrue(deep.quorum().lacks(Set.of()).contains("witness w"));
  }

  private static void assertMost(String what, List<String> lines) {
    assertRefused(text(lines), "line 101 of the policy: a policy has at most 100 " + what);
    policy(text(lines.subList(1, lines.size())));
  }

  private static String text(List<String> lines) {
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining()) + "quorum none\n";
  }

  @Test
  void aPolicyIsNotTooLong() {
    String rest = "\nquorum none\n";
    String longest = "#".repeat(TrustPolicy.MOST_BYTES - rest.length()) + rest;
    assertTrue(policy(longest).logs().isEmpty());
    assertRefused("#" + longest, "at most 1048576 bytes");
  }

  private static SignedNote signed(String cosigners) {
    List<SignerKey> keys = new ArrayList<>(List.of(LOG));
    for (String number : cosigners.isEmpty() ? new String[0] : cosigners.split(" ")) {
      keys.add(WITNESSES.get(Integer.parseInt(number)));
    }
    return CHECKPOINT.sign(keys, 1_000);
  }

  private static TrustPolicy policy(String text) {
    return TrustPolicy.parse(NoteVectors.bytes(text));
  }

  private static void assertRefused(String text, String reason) {
    var refusal = assertThrows(MalformedException.class, () -> policy(text), reason);
    assertTrue(String.valueOf(refusal.getMessage()).contains(reason), refusal::toString);
  }
}
