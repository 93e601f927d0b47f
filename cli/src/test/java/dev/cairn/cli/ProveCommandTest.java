package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.merkle.TlogProof;
import dev.cairn.merkle.TrustPolicy;
import dev.cairn.proofs.LeafRecord;
import dev.cairn.proofs.ProofChecker;
import dev.cairn.proofs.ProofVerdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProveCommandTest {

  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  @TempDir Path folder;
  private SignedStore signed = new SignedStore(Path.of(""));

  @BeforeEach
  void record() {
    signed = new SignedStore(folder);
    signed.append("account-1", 3);
    signed.append("account-2", 2);
    signed.append("42", 1);
    signed.sign();
  }

  /** The records that a proof proves to who trusts the key of the store. */
  private List<Long> proven(String proof) {
    TrustPolicy.Log log = new TrustPolicy.Log(signed.key().verifier(), "");
    ProofVerdict verdict =
        new ProofChecker(new TrustPolicy(List.of(log), List.of(), TrustPolicy.NONE))
            .check(proof.getBytes(StandardCharsets.UTF_8));
    return switch (verdict) {
      case ProofVerdict.Refused refused -> throw new AssertionError(refused.sentence());
      case ProofVerdict.Proven good ->
          good.chain().records().stream().map(record -> record.position().sequence()).toList();
    };
  }

  private void fails(int exit, String sentence, String... args) {
    Shell.Result result = signed.shell().run(args);
    assertEquals(exit, result.exit(), result.err());
    assertEquals("", result.out());
    assertTrue(result.err().contains(sentence), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "prove 2 | 2",
        "prove account-1 | 1 2 3",
        "prove account-1 --from 2 | 2 3",
        "prove account-1 --to 2 | 1 2",
        "prove account-1 --from 2 --to 2 | 2",
        "prove --stream 42 | 6",
        "prove --stream account-2 --all-signatures | 4 5"
      })
  void eventsAndStreamsAreProven(String command, String positions) {
    assertEquals(
        Stream.of(positions.split(" ")).map(Long::valueOf).toList(),
        proven(signed.shell().ok(command.split(" "))));
  }

  @Test
  void anEventIsNamedByItsId() throws IOException {
    String id = ID.matcher(signed.line(4)).results().findFirst().orElseThrow().group(1);
    assertEquals(List.of(4L), proven(signed.shell().ok("prove", id)));
    assertEquals(
        List.of(4L), proven(signed.shell().ok("prove", id.toUpperCase(java.util.Locale.ROOT))));
  }

  @Test
  void longSignaturesAreKeptWhereTheyAreAskedFor() {
    byte[] few = signed.shell().ok("prove", "1").getBytes(StandardCharsets.UTF_8);
    byte[] all =
        signed.shell().ok("prove", "1", "--all-signatures").getBytes(StandardCharsets.UTF_8);
    assertEquals(1, TlogProof.parse(few).checkpoint().signatures().size());
    assertEquals(2, TlogProof.parse(all).checkpoint().signatures().size());
    assertTrue(all.length > few.length + 3_000);
  }

  @Test
  void filesHoldTheProofAndTheRecord() throws IOException {
    Path file = folder.resolve("one.tlog-proof");
    Path record = folder.resolve("one.record");
    String said =
        signed.shell().ok("prove", "3", "-O", file.toString(), "--record", record.toString());
    assertEquals(
        "Proved position 003 (version 3 of account-1) against the checkpoint of 6 events: %,d bytes to %s.%n"
            .formatted(Files.size(file), file),
        said);
    assertEquals(signed.shell().ok("prove", "3"), Files.readString(file));
    assertEquals(3, LeafRecord.parse(Files.readAllBytes(record)).position().sequence());
    fails(Exit.CONFLICT, "is there already; --overwrite", "prove", "2", "-O", file.toString());
    assertTrue(
        signed
            .shell()
            .ok("prove", "account-1", "--to-file", file.toString(), "--overwrite", "--bare")
            .startsWith("Proved versions 1 to 3 of account-1 against"));
    assertFalse(Files.readString(file).contains("extra"));
    fails(
        Exit.UNAVAILABLE,
        "its folder is not there",
        "prove",
        "2",
        "--to-file",
        folder.resolve("no/x").toString());
  }

  @Test
  void whatIsNotSignedYetIsToldSo() {
    signed.append("account-1", 1);
    fails(
        Exit.UNAVAILABLE,
        "position 7 is not signed yet: the latest checkpoint has the first 6 events; 'ledger checkpoint' signs",
        "prove",
        "7");
    fails(Exit.UNAVAILABLE, "version 4 of account-1 is not signed yet", "prove", "account-1");
    assertEquals(List.of(1L, 2L, 3L), proven(signed.shell().ok("prove", "account-1", "--to", "3")));
    SignedStore other = new SignedStore(folder.resolve("other"));
    other.append("account-1", 1);
    Shell.Result result = other.shell().run("prove", "1");
    assertEquals(Exit.UNAVAILABLE, result.exit());
    assertTrue(result.err().contains("nothing of"), result.err());
    assertTrue(result.err().contains("is signed yet; 'ledger checkpoint' signs"), result.err());
  }

  @Test
  void whatIsNotThereIsToldSo() {
    fails(Exit.NOT_FOUND, "no event at position 7", "prove", "7");
    fails(Exit.NOT_FOUND, "no event at position 0", "prove", "0");
    fails(Exit.NOT_FOUND, "no stream 'account-3'", "prove", "account-3");
    fails(
        Exit.NOT_FOUND,
        "a stream of that name is proven with --stream",
        "prove",
        "0199c2f1-6a4e-7c3d-9b1e-2f5a8d7c6b4a");
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    fails(Exit.USAGE, "needs either", "prove");
    fails(Exit.USAGE, "needs either", "prove", "1", "--stream", "account-1");
    fails(Exit.USAGE, "go with a stream", "prove", "1", "--from", "1");
    fails(Exit.USAGE, "1 to 3, not '4'", "prove", "account-1", "--to", "4");
    fails(Exit.USAGE, "1 to 3, not '0'", "prove", "account-1", "--from", "0");
    fails(Exit.USAGE, "1 to 3, not 'x'", "prove", "account-1", "--from", "x");
    fails(Exit.USAGE, "behind the last version", "prove", "account-1", "--from", "3", "--to", "2");
    fails(Exit.USAGE, "--overwrite goes with a file", "prove", "1", "--overwrite");
  }

  @Test
  void anIdThatSeveralEventsBearIsToldWithTheirPositions() {
    String id = "0199c2f1-6a4e-7c3d-9b1e-2f5a8d7c6b4a";
    for (String stream : List.of("a-1", "a-2")) {
      signed.shell().ok("append", "--stream", stream, "--type", "T", "--id", id);
    }
    signed.sign();
    fails(
        Exit.USAGE, "2 events bear the id " + id + "; name one by its position: 7, 8", "prove", id);
  }

  @Test
  void aStreamThatIsTooLongNamesTheLimit() {
    signed.append("account-9", 1_001);
    signed.sign();
    fails(
        Exit.USAGE,
        "events of a stream in one proof: 1001, the limit is 1000",
        "prove",
        "account-9");
    assertEquals(1_000, proven(signed.shell().ok("prove", "account-9", "--from", "2")).size());
  }

  @Test
  void tilesThatWereDeletedAreMadeAgain() throws IOException {
    Path tiles = signed.store().resolve("tiles");
    try (Stream<Path> all = Files.walk(tiles)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    }
    assertEquals(List.of(5L), proven(signed.shell().ok("prove", "5")));
  }

  @Test
  void damagedTilesAreNotBelievedAndNotReplaced() throws IOException {
    Path tile = signed.store().resolve("tiles/tile/0/000.p/6");
    byte[] hashes = Files.readAllBytes(tile);
    hashes[40] ^= 1;
    Files.write(tile, hashes);
    fails(Exit.UNAVAILABLE, "does not hold the tree that was signed", "prove", "4");
    assertArrayEquals(hashes, Files.readAllBytes(tile));
  }

  @Test
  void anEventThatWasChangedIsNamed() throws IOException {
    Path log = signed.store().resolve("events.log");
    String line = signed.line(4);
    String body = line.substring(0, line.lastIndexOf(",\"crc\":\"")).replace("\"n\":0", "\"n\":9");
    java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    String forged =
        body + ",\"crc\":\"" + java.util.HexFormat.of().toHexDigits((int) crc.getValue()) + "\"}";
    Files.writeString(log, Files.readString(log).replace(line, forged));
    fails(
        Exit.VERIFICATION_FAILED,
        "the event at position 4, version 1 of account-2, was changed",
        "prove",
        "account-2");
    assertEquals(List.of(3L), proven(signed.shell().ok("prove", "3")));
  }
}
