package dev.cairn.bank;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cairn.testkit.SeededRandom;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.chrome.ChromeDriver;

/** The hashes and signatures that the page computes itself, in headless Chromium. */
@Tag("browser")
class ProofPageArithmeticTest {

  private static final HexFormat HEX = HexFormat.of();

  /** The order of the base point, RFC 8032 section 5.1. */
  private static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  @TempDir static Path folder;
  private static ChromeDriver driver;

  @BeforeAll
  static void open() {
    Chromium.isNeeded();
    driver = Chromium.window(folder.resolve("profile"), 1200);
    driver.get(ProofWindow.file(folder));
  }

  @AfterAll
  static void close() {
    if (driver != null) {
      driver.quit();
    }
  }

  /** Evaluates an expression over byte arrays that are given in hexadecimal digits. */
  private static Object evaluate(String expression, String... hex) {
    return Objects.requireNonNull(
        driver.executeScript(
            """
            const bytes = (digits) => Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
            const [a, b, c] = [...arguments].map(bytes);
            return %s;
            """
                .formatted(expression),
            (Object[]) hex));
  }

  private static Object verifies(String key, String message, String signature) {
    return evaluate("ed25519.isKey(a) && ed25519.verifies(a, b, c)", key, message, signature);
  }

  @Test
  void hashesOfEveryLengthAreThoseOfTheJdk() throws GeneralSecurityException {
    List<String> expected = new ArrayList<>();
    for (String algorithm : List.of("SHA-256", "SHA-512")) {
      for (int length = 0; length <= 300; length++) {
        byte[] message = new byte[length];
        Arrays.fill(message, (byte) length);
        expected.add(HEX.formatHex(MessageDigest.getInstance(algorithm).digest(message)));
      }
    }
    Object hashes =
        evaluate(
            "[sha256, sha512].flatMap((hash) => Array.from({ length: 301 }, (_, n) => hex(hash(new Uint8Array(n).fill(n)))))");
    assertEquals(expected, hashes);
  }

  /** FIPS 180-4, the examples of NIST. */
  @Test
  void hashesAreThePublishedOnes() {
    String abc = HEX.formatHex("abc".getBytes(UTF_8));
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        evaluate("hex(sha256(a))", abc));
    assertEquals(
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        evaluate("hex(sha512(a))", abc));
    assertEquals(evaluate("hex(sha256(a))", abc + abc), evaluate("hex(sha256(a, b))", abc, abc));
  }

  /** RFC 8032 section 7.1: tests 1, 2, 3 and SHA(abc). */
  @ParameterizedTest
  @CsvSource({
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a, '', e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c, 72, 92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025, af82, 6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf, ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f, dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"
  })
  void thePublishedSignaturesAreGoodInOneFormOnly(String key, String message, String signature) {
    assertEquals(true, verifies(key, message, signature));
    assertEquals(false, verifies(key, message + "00", signature));
    String beginning = signature.substring(0, 64);
    BigInteger sound = new BigInteger(1, reversed(HEX.parseHex(signature.substring(64))));
    for (BigInteger other :
        List.of(sound.add(ORDER), ORDER.subtract(sound), BigInteger.ZERO, ORDER)) {
      String malleable = HEX.formatHex(reversed(bytes(other)));
      assertEquals(false, verifies(key, message, beginning + malleable), other::toString);
    }
    assertEquals(false, verifies(key, message, signature.substring(2)));
    assertEquals(false, verifies(key, message, signature + "00"));
    assertEquals(false, verifies(key, message, ""));
  }

  private static byte[] bytes(BigInteger number) {
    return HEX.parseHex("%064x".formatted(number));
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  /**
   * The points of an order that divides eight, with which a signature is good without a secret;
   * other forms of them; and what is no point.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "0200000000000000000000000000000000000000000000000000000000000000",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f70751",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a00",
        ""
      })
  void whatIsNoKeyOrAKeyOfEverybodyIsRefused(String key) {
    assertEquals(false, evaluate("ed25519.isKey(a)", key));
  }

  /** The same verdict of the JDK, of the browser and of the page, on sound and changed ones. */
  @Test
  void signaturesAreThoseOfTheJdkAndOfTheBrowser() throws GeneralSecurityException {
    SeededRandom random = new SeededRandom(7);
    KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
    List<List<String>> cases = new ArrayList<>();
    List<Boolean> expected = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      KeyPair pair = generator.generateKeyPair();
      byte[] message = HEX.parseHex("%064x".formatted(i).repeat(random.nextInt(6)));
      Signature signing = Signature.getInstance("Ed25519");
      signing.initSign(pair.getPrivate());
      signing.update(message);
      byte[] signature = signing.sign();
      if (i % 3 > 0) {
        signature[random.nextInt(i % 3 == 1 ? 32 : 64)] ^= (byte) (1 << random.nextInt(8));
      }
      byte[] encoded = pair.getPublic().getEncoded();
      cases.add(
          List.of(
              HEX.formatHex(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)),
              HEX.formatHex(message),
              HEX.formatHex(signature)));
      expected.add(isGood(pair, message, signature));
    }
    Object verdicts =
        driver.executeAsyncScript(
            """
            const [cases, done] = arguments;
            const bytes = (digits) => Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
            Promise.all(cases.map(async (digits) => {
              const [key, message, signature] = digits.map(bytes);
              const own = ed25519.isKey(key) && ed25519.verifies(key, message, signature);
              return own === await verifiedByBrowser(key, message, signature) ? own : "they differ";
            })).then(done, (error) => done(String(error)));
            """,
            cases);
    assertEquals(expected, verdicts);
  }

  private static boolean isGood(KeyPair pair, byte[] message, byte[] signature) {
    try {
      Signature verifying = Signature.getInstance("Ed25519");
      verifying.initVerify(pair.getPublic());
      verifying.update(message);
      return verifying.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
