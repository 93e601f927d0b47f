package dev.cairn.proofs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.merkle.Hash;
import dev.cairn.merkle.TreeHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The detection matrix, on a store of 100,000 events: whatever is done to it, the verdict comes,
 * names what was done, and says what is proven good all the same.
 */
@Timeout(60)
final class LogVerificationTest {

  private static final int EVENTS = 100_000;

  /** An event somewhere in the middle of a file and of a tile. */
  private static final long BAD = 25_612;

  @TempDir static Path temp;
  private static SignedStore store;

  @BeforeAll
  static void make() throws IOException {
    store = SignedStore.make(temp.resolve("store"), 997, List.of(20_000, 60_000, EVENTS));
    store.settle();
  }

  @AfterEach
  void restore() throws IOException {
    store.restore();
  }

  private static Verdict.Tampered tampered() {
    return assertInstanceOf(Verdict.Tampered.class, store.verify());
  }

  private static Tampering.BadEvent bad(Verdict.Tampered verdict) {
    assertEquals(0, verdict.more());
    assertEquals(1, verdict.tamperings().size(), () -> verdict.tamperings().toString());
    return assertInstanceOf(Tampering.BadEvent.class, verdict.tamperings().getFirst());
  }

  private static List<PositionRange> allBut(long from, long to) {
    return List.of(new PositionRange(1, from - 1), new PositionRange(to + 1, EVENTS));
  }

  private static Path tile(String name) {
    return store.folder().resolve("tiles/tile").resolve(name);
  }

  private static void flip(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    store.write(file, bytes);
  }

  @Test
  void aStoreThatNobodyTouchedIsVerified() {
    Findings found = assertInstanceOf(Verdict.Verified.class, store.verify()).findings();
    assertEquals(store.origin(), found.origin());
    assertEquals(store.head(EVENTS), found.checkpoint());
    assertEquals(new Findings.Events(EVENTS, 997, 0), found.events());
    assertEquals(new Findings.Tiles(391 + 2 + 1, 0), found.tiles());
    assertEquals(new Findings.History(3, 0, new Findings.Pin.None()), found.history());
    assertFalse(found.anchored(), "nobody but the log says so");
  }

  @Test
  void oneByteOfAnEventIsFound() throws IOException {
    SignedStore.Line line = store.line(BAD);
    store.replace(line, SignedStore.changed(line, "\"a booking\"", "\"a bookinG\""));
    Verdict.Tampered verdict = tampered();
    Tampering.BadEvent bad = bad(verdict);
    assertEquals(
        new Tampering.BadEvent(
            BAD,
            "account-" + (BAD - 1) * 7 % 997,
            (BAD - 1) / 997 + 1,
            "AmountBooked",
            line.place(),
            "stored bytes do not match the signed tree"),
        bad);
    assertEquals(allBut(BAD, BAD), verdict.proven());
    assertTrue(bad.what().startsWith("event 25,612 (stream account-"), () -> bad.what());
  }

  @Test
  void aLineThatCannotBeReadIsNamedWithTheEventThatItWas() throws IOException {
    SignedStore.Line line = store.line(BAD);
    store.replace(line, line.text().replace("a booking", "a bookinG") + "\n");
    Verdict.Tampered verdict = tampered();
    Tampering.BadEvent bad = bad(verdict);
    assertEquals(BAD, bad.position());
    assertEquals("account-" + (BAD - 1) * 7 % 997, bad.stream());
    assertEquals((BAD - 1) / 997 + 1, bad.version());
    assertEquals(line.place(), bad.place());
    assertTrue(bad.what().contains("cannot be read"), bad::what);
    assertEquals(allBut(BAD, BAD), verdict.proven());
  }

  @Test
  void everyFieldOfALineIsCovered() throws IOException {
    // The first event of an append, which is where a request stands.
    long position = 25_751;
    SignedStore.Line line = store.line(position);
    String id = new java.util.UUID(7, position - 1).toString();
    for (List<String> change :
        List.of(
            List.of("\"position\":25751", "\"position\":25752"),
            List.of("\"position\":25751", "\"position\":99999999999999"),
            List.of("\"commit\":", "\"commit\":1,\"other\":"),
            List.of("\"of\":[1,250]", "\"of\":[1,251]"),
            List.of(id, id.replace('7', '8')),
            List.of(id, "no id"),
            List.of("AmountBooked", "AmountBookeD"),
            List.of("\"account-", "\"account-9"),
            List.of("\"version\":26", "\"version\":27"),
            List.of("\"version\":26", "\"version\":25"),
            List.of("\"timestamp\":\"2", "\"timestamp\":\"3"),
            List.of("\"timestamp\":\"2", "\"timestamp\":\"x"),
            List.of("\"schema\":1", "\"schema\":2"),
            List.of("month:2025-12", "month:2025-11"),
            List.of(",\"tags\":[\"month:2025-12\"]", ""),
            List.of("\"id\":\"r25750\"", "\"id\":\"r25751\""),
            List.of("\"amount\":25750", "\"amount\":25749"),
            List.of("\"user\":\"u0\"", "\"user\":\"u1\""),
            List.of(",\"data\":", ",\"later\":1,\"data\":"))) {
      store.replace(line, SignedStore.changed(line, change.getFirst(), change.getLast()));
      Verdict.Tampered verdict = tampered();
      assertEquals(position, bad(verdict).position(), change::toString);
      assertEquals(line.from(), bad(verdict).place().from(), change::toString);
      assertEquals(allBut(position, position), verdict.proven(), change::toString);
      store.restore();
    }
  }

  @Test
  void anEditThatChangesTheLengthOfAFileIsFoundAlone() throws IOException {
    for (long position : List.of(BAD, 99_000L)) {
      for (String with : List.of("\"booking\"", "\"a longer booking\"")) {
        SignedStore.Line line = store.line(position);
        store.replace(line, SignedStore.changed(line, "\"a booking\"", with));
        Verdict.Tampered verdict = tampered();
        assertEquals(position, bad(verdict).position());
        assertEquals(allBut(position, position), verdict.proven());
        store.restore();
      }
    }
  }

  @Test
  void aLineThatIsDeletedIsMissed() throws IOException {
    SignedStore.Line line = store.line(BAD);
    store.replace(line, "");
    Verdict.Tampered verdict = tampered();
    assertEquals(
        List.of(
            new Tampering.MissingEvents(
                new PositionRange(BAD, BAD),
                new FilePlace(
                    line.place().file(),
                    line.from(),
                    line.from() + store.line(BAD + 1).text().length() + 1,
                    line.number()),
                "here stands the event of 25613")),
        verdict.tamperings());
    assertEquals(allBut(BAD, BAD), verdict.proven());
  }

  @Test
  void eventsInAnotherOrderAreFound() throws IOException {
    for (long other : List.of(BAD + 1, BAD + 997, BAD + 40_000)) {
      swap(BAD, other);
      Verdict.Tampered verdict = tampered();
      assertTrue(
          verdict.tamperings().getFirst().what().contains("25,612"),
          () -> verdict.tamperings().toString());
      assertEquals(new PositionRange(1, BAD - 1), verdict.proven().getFirst());
      assertEquals(EVENTS, verdict.proven().getLast().to());
      assertTrue(
          verdict.proven().stream().mapToLong(PositionRange::count).sum() >= EVENTS - 2,
          () -> verdict.proven().toString());
      store.restore();
    }
  }

  private void swap(long one, long other) throws IOException {
    SignedStore.Line first = store.line(one);
    SignedStore.Line last = store.line(other);
    store.replace(last, first.text() + "\n");
    store.replace(first, last.text() + "\n");
  }

  @Test
  void aLineThatStandsTwiceIsFound() throws IOException {
    SignedStore.Line line = store.line(BAD);
    store.replace(line, line.text() + "\n" + line.text() + "\n");
    Verdict.Tampered verdict = tampered();
    Tampering.ExtraLine extra =
        assertInstanceOf(Tampering.ExtraLine.class, verdict.tamperings().getFirst());
    assertEquals(BAD + 1, extra.before());
    assertEquals(line.to(), extra.place().from());
    assertEquals(List.of(new PositionRange(1, EVENTS)), verdict.proven());
  }

  @Test
  void eachOfSeveralBadEventsIsNamed() throws IOException {
    List<Long> positions = List.of(1L, 500L, 998L, BAD, BAD + 997, 99_999L, 100_000L);
    for (long position : positions) {
      SignedStore.Line line = store.line(position);
      store.replace(line, SignedStore.changed(line, "\"a booking\"", "\"a bookinG\""));
    }
    Verdict.Tampered verdict = tampered();
    assertEquals(
        positions,
        verdict.tamperings().stream()
            .map(found -> assertInstanceOf(Tampering.BadEvent.class, found).position())
            .toList());
    assertEquals(
        EVENTS - positions.size(), verdict.proven().stream().mapToLong(PositionRange::count).sum());
  }

  @Test
  void aTailThatIsCutIsMissed() throws IOException {
    cutTail(BAD);
    Verdict.Tampered verdict = tampered();
    Tampering.MissingEvents missing =
        assertInstanceOf(Tampering.MissingEvents.class, verdict.tamperings().getFirst());
    assertEquals(new PositionRange(BAD + 1, EVENTS), missing.events());
    assertEquals("the log ends at position 25,612", missing.reason());
    assertEquals(List.of(new PositionRange(1, BAD)), verdict.proven());
  }

  /** Takes away all behind a position. */
  private static void cutTail(long last) throws IOException {
    SignedStore.Line line = store.line(last);
    List<Path> segments = store.segments();
    for (Path later : segments.subList(segments.indexOf(line.file()) + 1, segments.size())) {
      store.delete(later);
    }
    byte[] bytes = Files.readAllBytes(line.file());
    store.write(line.file(), java.util.Arrays.copyOf(bytes, line.to()));
  }

  @Test
  void aTailThatIsCutWithAnOldCheckpointIsFoundByAPinOnly() throws IOException {
    Path pin = temp.resolve("cut.pin");
    assertInstanceOf(Verdict.Verified.class, store.verification().withPin(pin).run());
    cutTail(60_000);
    store.publish(store.note(store.head(60_000)));
    Verdict.Tampered known = tampered();
    assertInstanceOf(
        Tampering.MissingEvents.class,
        known.tamperings().getFirst(),
        "the later checkpoints are there");

    Path log = store.folder().resolve("checkpoints.log");
    store.write(log, new byte[0]);
    store.log(store.note(store.head(20_000)));
    store.log(store.note(store.head(60_000)));
    Findings alone = assertInstanceOf(Verdict.Verified.class, store.verify()).findings();
    assertEquals(60_000, alone.checkpoint().size());
    assertFalse(alone.anchored(), "nothing here can tell");

    Verdict.Tampered pinned =
        assertInstanceOf(Verdict.Tampered.class, store.verification().withPin(pin).run());
    assertEquals(
        new Tampering.PinNotExtended(store.head(EVENTS), store.head(60_000)),
        pinned.tamperings().getFirst());
    assertEquals(new Findings.Pin.Broken(store.head(EVENTS)), pinned.findings().history().pin());
  }

  @Test
  void everyTileIsComparedAndADamagedOneNamed() throws IOException {
    for (String name :
        List.of("0/000", "0/200", "0/390.p/160", "1/000", "1/001.p/134", "2/000.p/1")) {
      for (String harm : List.of("has a wrong hash", "has the wrong length", "is missing")) {
        Path file = tile(name);
        switch (harm) {
          case "is missing" -> store.delete(file);
          case "has the wrong length" ->
              store.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 31));
          default -> flip(file, 20);
        }
        Verdict.Tampered verdict = tampered();
        assertEquals(1, verdict.tamperings().size(), () -> verdict.tamperings().toString());
        Tampering.DamagedTiles damaged =
            assertInstanceOf(Tampering.DamagedTiles.class, verdict.tamperings().getFirst());
        assertEquals("tile/" + name, damaged.first().tile().toString());
        assertEquals(1, damaged.different());
        assertTrue(damaged.what().contains(harm), damaged::what);
        assertTrue(damaged.next().contains("delete the folder tiles/"), damaged::next);
        assertEquals(List.of(new PositionRange(1, EVENTS)), verdict.proven());
        store.restore();
      }
    }
  }

  @Test
  void withoutTilesTheEventsAreVerifiedAllTheSame() throws IOException {
    store.delete(store.folder().resolve("tiles/head"));
    Findings found = assertInstanceOf(Verdict.Verified.class, store.verify()).findings();
    assertEquals(new Findings.Tiles(0, 0), found.tiles());
  }

  @Test
  void anEditedCheckpointIsRefused() throws IOException {
    String note = store.note(store.head(EVENTS)).toString();
    String flipped = note.replaceFirst("(— \\S+ .{20}).", "$1" + "_").replace('_', 'A');
    for (String edited :
        List.of(
            note.replace("\n100000\n", "\n100001\n"),
            note.replace(store.head(EVENTS).root().toBase64(), Hash.of(new byte[32]).toBase64()),
            note.replace(store.origin() + "\n", "another.log\n"),
            note.equals(flipped) ? note.replace("A", "B") : flipped,
            "nonsense",
            "")) {
      store.write(
          store.folder().resolve("checkpoint"),
          edited.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      Verdict.Tampered verdict = tampered();
      Tampering.RefusedFile refused =
          assertInstanceOf(Tampering.RefusedFile.class, verdict.tamperings().getFirst());
      assertTrue(refused.place().file().endsWith("checkpoint"), refused::what);
      assertEquals(
          List.of(new PositionRange(1, EVENTS)),
          verdict.proven(),
          "checkpoints.log proves them: " + edited);
      store.restore();
    }
  }

  @Test
  void anEventThatWasChangedWithItsTilesIsNarrowedDownByEarlierCheckpoints() throws IOException {
    SignedStore.Line line = store.line(BAD);
    store.replace(line, SignedStore.changed(line, "\"a booking\"", "\"a bookinG\""));
    // As if the tiles had been made anew of the changed events, or were never there.
    store.delete(store.folder().resolve("tiles/head"));
    Verdict.Tampered verdict = tampered();
    assertEquals(1, verdict.tamperings().size());
    Tampering.ChangedEvents changed =
        assertInstanceOf(Tampering.ChangedEvents.class, verdict.tamperings().getFirst());
    assertEquals(new PositionRange(20_001, 60_000), changed.events());
    assertEquals(store.head(60_000), changed.signed());
    assertEquals(List.of(new PositionRange(1, 20_000)), verdict.proven());
  }

  @Test
  void aForkOfTheSameSizeIsToldByWhatWasSignedBefore() throws IOException {
    TreeHead other = new TreeHead(EVENTS, Hash.of(new byte[32]));
    store.publish(store.note(other));
    store.log(store.note(other));
    Verdict.Tampered verdict = tampered();
    Tampering.Fork fork = assertInstanceOf(Tampering.Fork.class, verdict.tamperings().getFirst());
    assertEquals(other, fork.signed());
    assertEquals(store.head(EVENTS), fork.actual());
    assertEquals(List.of(new PositionRange(1, EVENTS)), verdict.proven());
  }

  @Test
  void aSegmentThatIsGoneIsMissed() throws IOException {
    List<Path> segments = store.segments();
    for (int gone : List.of(0, 3, segments.size() - 1)) {
      long first = first(segments.get(gone));
      long last = gone == segments.size() - 1 ? EVENTS : first(segments.get(gone + 1)) - 1;
      store.delete(segments.get(gone));
      Verdict.Tampered verdict = tampered();
      Tampering.MissingEvents missing =
          assertInstanceOf(
              Tampering.MissingEvents.class,
              verdict.tamperings().getFirst(),
              () -> verdict.tamperings().toString());
      assertEquals(new PositionRange(first, last), missing.events());
      assertEquals(1, verdict.tamperings().size(), () -> verdict.tamperings().toString());
      assertEquals(
          EVENTS - missing.events().count(),
          verdict.proven().stream().mapToLong(PositionRange::count).sum());
      store.restore();
    }
  }

  private static long first(Path segment) throws IOException {
    String line = Files.readString(segment, java.nio.charset.StandardCharsets.ISO_8859_1);
    return Long.parseLong(line.substring("{\"position\":".length(), line.indexOf(',')));
  }

  @Test
  void aFileThatHoldsSomethingElseIsFound() throws IOException {
    List<Path> segments = store.segments();
    Path file = segments.get(2);
    long first = first(file);
    byte[] bytes = Files.readAllBytes(file);
    byte[] noise = new byte[bytes.length];
    new java.util.Random(5).nextBytes(noise);
    byte[] lineFeeds = new byte[bytes.length];
    java.util.Arrays.fill(lineFeeds, (byte) '\n');
    for (byte[] other :
        List.of(
            new byte[0],
            new byte[bytes.length],
            noise,
            lineFeeds,
            Files.readAllBytes(segments.get(1)),
            java.util.Arrays.copyOf(bytes, bytes.length / 2))) {
      store.write(file, other);
      Verdict.Tampered verdict = tampered();
      assertEquals(
          new PositionRange(1, verdict.proven().getFirst().to()), verdict.proven().getFirst());
      assertTrue(verdict.proven().getFirst().to() >= first - 1);
      assertEquals(new PositionRange(first(segments.get(3)), EVENTS), verdict.proven().getLast());
      store.restore();
    }
  }

  @Test
  void checkpointsThatWereChangedAreFound() throws IOException {
    Path log = store.folder().resolve("checkpoints.log");
    String all = Files.readString(log);
    for (String changed :
        List.of(
            all.replace("\n20000\n", "\n20001\n"),
            all.replaceFirst("\n20000\n", "\nx\n"),
            all.substring(0, all.indexOf("\n100000\n")),
            all + all)) {
      store.write(log, changed.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      Verdict.Tampered verdict = tampered();
      Tampering.RefusedFile refused =
          assertInstanceOf(Tampering.RefusedFile.class, verdict.tamperings().getFirst());
      assertTrue(refused.place().file().endsWith("checkpoints.log"), refused::what);
      assertEquals(List.of(new PositionRange(1, EVENTS)), verdict.proven());
      store.restore();
    }
    // So a power cut leaves it.
    store.write(
        log, (all + all.substring(0, 90)).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertInstanceOf(Verdict.Verified.class, store.verify());
  }

  @Test
  void aStoreThatSaysItIsAnotherIsRefused() throws IOException {
    Path file = store.folder().resolve("store.json");
    String header = Files.readString(file);
    store.write(
        file,
        SignedStore.withChecksum(
                header
                    .substring(0, header.lastIndexOf(",\"crc\""))
                    .replace(store.origin(), "cairn/another"))
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    String what = tampered().tamperings().getFirst().what();
    assertTrue(what.contains("cairn/another"), what);
    store.write(
        file, header.toUpperCase(Locale.ROOT).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertInstanceOf(Tampering.RefusedFile.class, tampered().tamperings().getFirst());
  }
}
