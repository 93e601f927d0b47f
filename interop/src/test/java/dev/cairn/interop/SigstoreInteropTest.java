package dev.cairn.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.merkle.EntryBundle;
import dev.cairn.merkle.Hash;
import dev.cairn.merkle.TilePath;
import dev.cairn.merkle.TlogProof;
import dev.cairn.testkit.SeededRandom;
import dev.sigstore.encryption.Keys;
import dev.sigstore.encryption.signers.Verifier;
import dev.sigstore.encryption.signers.Verifiers;
import dev.sigstore.merkle.InclusionProofVerificationException;
import dev.sigstore.merkle.InclusionProofVerifier;
import dev.sigstore.rekor.client.Checkpoints;
import dev.sigstore.rekor.client.RekorEntry.Checkpoint;
import dev.sigstore.rekor.client.RekorEntry.CheckpointSignature;
import dev.sigstore.rekor.client.RekorParseException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The Java client of Sigstore, whose log Rekor lies in the same tiles, takes our checkpoints and
 * proofs, and no others.
 */
final class SigstoreInteropTest {

  private static final int SIZE = 5_000;

  /** RFC 8410: what stands before the 32 bytes of a public key of Ed25519. */
  private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

  @TempDir private static Path temp;

  private static PublishedLog log;
  private static Checkpoint checkpoint;

  @BeforeAll
  static void publish() throws Exception {
    log = PublishedLog.make(temp, 300, SIZE, new SeededRandom(50));
    checkpoint = Checkpoints.from(note());
  }

  private static String note() throws IOException {
    return Files.readString(log.folder().resolve(PublishedLog.CHECKPOINT));
  }

  @Test
  void itReadsACheckpoint() {
    assertEquals(log.key().name(), checkpoint.getOrigin());
    assertEquals(SIZE, checkpoint.getSize());
    assertEquals(log.head().root().toBase64(), checkpoint.getBase64Hash());
    assertEquals(2, checkpoint.getSignatures().size());
    for (CheckpointSignature signature : checkpoint.getSignatures()) {
      assertEquals(log.key().name(), signature.getIdentity());
    }
    assertArrayEquals(
        ByteBuffer.allocate(4).putInt(log.key().id()).array(),
        checkpoint.getSignatures().getFirst().getKeyHint());
  }

  @Test
  void itVerifiesTheSignatureOfACheckpoint() throws Exception {
    byte[] text = checkpoint.getSignedData().getBytes(UTF_8);
    byte[] signature = checkpoint.getSignatures().getFirst().getSignature();
    assertTrue(verifier().verify(text, signature));
    for (int bit = 0; bit < text.length * Byte.SIZE; bit++) {
      assertFalse(verifier().verify(Flips.flipped(text, bit), signature), "text, bit " + bit);
    }
    for (int bit = 0; bit < signature.length * Byte.SIZE; bit++) {
      assertFalse(verifies(text, Flips.flipped(signature, bit)), "signature, bit " + bit);
    }
  }

  private static Verifier verifier() throws Exception {
    String key = log.key().toString();
    byte[] typed =
        Base64.getDecoder().decode(key.substring(key.indexOf('+', key.indexOf('+') + 1) + 1));
    byte[] encoded = Arrays.copyOf(SPKI, SPKI.length + typed.length - 1);
    System.arraycopy(typed, 1, encoded, SPKI.length, typed.length - 1);
    return Verifiers.newVerifier(Keys.parseEd25519(encoded));
  }

  /** Some signatures are no points of the curve, which is said in another way. */
  private static boolean verifies(byte[] text, byte[] signature) throws Exception {
    try {
      return verifier().verify(text, signature);
    } catch (java.security.SignatureException malformed) {
      return false;
    }
  }

  @ParameterizedTest
  @CsvSource({"'\n\n', '\n'", "'— ', '- '", "'5000\n', 'many\n'", "'=\n\n', '\n\n\n\n'"})
  void itReadsNoNoteThatIsWrittenInAnotherWay(String part, String other) throws IOException {
    String changed = note().replaceFirst(part, other);
    assertThrows(RekorParseException.class, () -> Checkpoints.from(changed));
  }

  @Test
  void itVerifiesTheProofOfEveryEventThatHasOne() throws Exception {
    for (Path file : log.proofs()) {
      assertDoesNotThrow(() -> verify(Claim.of(file)), file::toString);
    }
    assertEquals(PublishedLog.PROOFS, log.proofs().size());
  }

  @Test
  void noBitOfAProofCanBeChanged() throws Exception {
    SeededRandom random = new SeededRandom(51);
    for (Path file : log.proofs()) {
      Claim sound = Claim.of(file);
      Hash leaf = flipped(sound.leaf, random.nextInt(256));
      refused(new Claim(leaf, sound.index, sound.size, sound.hashes, sound.root));
      Hash root = flipped(sound.root, random.nextInt(256));
      refused(new Claim(sound.leaf, sound.index, sound.size, sound.hashes, root));
      long index = sound.index ^ (1L << random.nextInt(12));
      refused(new Claim(sound.leaf, index, sound.size, sound.hashes, sound.root));
      for (int i = 0; i < sound.hashes.size(); i++) {
        List<Hash> hashes = new ArrayList<>(sound.hashes);
        hashes.set(i, flipped(hashes.get(i), random.nextInt(256)));
        refused(new Claim(sound.leaf, sound.index, sound.size, hashes, sound.root));
        hashes.remove(i);
        refused(new Claim(sound.leaf, sound.index, sound.size, hashes, sound.root));
      }
    }
  }

  /** That a tree with this root and size has this leaf at this index. */
  private record Claim(Hash leaf, long index, long size, List<Hash> hashes, Hash root) {

    /** Of a file with a proof; the leaf is hashed of the entry in its bundle. */
    static Claim of(Path file) throws Exception {
      TlogProof proof = TlogProof.parse(Files.readAllBytes(file));
      Checkpoint of = Checkpoints.from(proof.checkpoint().toString());
      return new Claim(
          leaf(proof.index()),
          proof.index(),
          of.getSize(),
          proof.hashes(),
          Hash.fromBase64(of.getBase64Hash()));
    }

    private static Hash leaf(long index) throws Exception {
      TilePath.Entries bundle =
          TilePath.entriesOf(SIZE).toList().get((int) (index / TilePath.FULL_WIDTH));
      byte[] bytes = Files.readAllBytes(log.folder().resolve(bundle.toString()));
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update((byte) 0);
      return Hash.of(
          sha256.digest(EntryBundle.read(bundle, bytes).get((int) (index % TilePath.FULL_WIDTH))));
    }
  }

  private static void verify(Claim claim) throws InclusionProofVerificationException {
    InclusionProofVerifier.verify(
        claim.leaf.bytes(),
        claim.index,
        claim.size,
        claim.hashes.stream().map(Hash::bytes).toList(),
        claim.root.bytes());
  }

  private static void refused(Claim claim) {
    assertThrows(InclusionProofVerificationException.class, () -> verify(claim));
  }

  private static Hash flipped(Hash sound, int bit) {
    return Hash.of(Flips.flipped(sound.bytes(), bit));
  }
}
