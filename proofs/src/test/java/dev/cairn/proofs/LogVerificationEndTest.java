package dev.cairn.proofs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.MissingStoreException;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.disk.ForwardingDisk;
import dev.cairn.disk.ForwardingFile;
import dev.cairn.disk.RealDisk;
import dev.cairn.log.LogStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a verification ends where it cannot tell, at the end of the log, and beside a writer. */
@Timeout(60)
final class LogVerificationEndTest {

  @TempDir Path temp;
  private SignedStore store;

  @BeforeEach
  void make() throws IOException {
    store = SignedStore.make(temp.resolve("store"), 97, List.of(1_000, 3_000), 500);
    store.settle();
  }

  @AfterEach
  void restore() throws IOException {
    store.restore();
  }

  private static Verdict.Unfinished unfinished(Verdict verdict) {
    return assertInstanceOf(Verdict.Unfinished.class, verdict);
  }

  private Tampering first() {
    return assertInstanceOf(Verdict.Tampered.class, store.verify()).tamperings().getFirst();
  }

  @Test
  void eventsThatAreNotSignedYetAreCounted() {
    Findings found = assertInstanceOf(Verdict.Verified.class, store.verify()).findings();
    assertEquals(new Findings.Events(3_500, 97, 500), found.events());
  }

  @Test
  void eventsThatAreNotSignedYetAreInOrderAllTheSame() throws IOException {
    SignedStore.Line line = store.line(3_300);
    store.replace(line, SignedStore.changed(line, "\"version\":35", "\"version\":36"));
    Tampering.BadEvent bad = assertInstanceOf(Tampering.BadEvent.class, first());
    assertEquals(3_300, bad.position());
    assertTrue(bad.what().contains("not signed yet"), bad::what);
    store.restore();
    store.replace(line, "");
    assertEquals(
        new PositionRange(3_300, 3_300),
        assertInstanceOf(Tampering.MissingEvents.class, first()).events());
    store.restore();
    store.replace(line, line.text().replace("booking", "bookinG") + "\n");
    assertEquals(3_300, assertInstanceOf(Tampering.BadEvent.class, first()).position());
    // What is proven does not depend on it.
    assertEquals(
        List.of(new PositionRange(1, 3_000)),
        assertInstanceOf(Verdict.Tampered.class, store.verify()).proven());
  }

  @Test
  void whatIsNotDurableIsNotLookedAt() throws IOException {
    Path log = store.folder().resolve("events.log");
    byte[] bytes = Files.readAllBytes(log);
    byte[] torn = java.util.Arrays.copyOf(bytes, bytes.length + 20);
    java.util.Arrays.fill(torn, bytes.length, torn.length, (byte) 'x');
    store.write(log, torn);
    assertInstanceOf(Verdict.Verified.class, store.verify());
  }

  @Test
  void withoutTheMarkOfWhatIsDurableTheSignedEventsAreFound() throws IOException {
    store.delete(store.folder().resolve("head"));
    Findings found = assertInstanceOf(Verdict.Verified.class, store.verify()).findings();
    assertTrue(found.events().read() >= 3_000);
  }

  @Test
  void aPartialTileOfAnEarlierSizeIsComparedToo() throws IOException {
    Path partial = store.folder().resolve("tiles/tile/0/011.p/184");
    Path older = partial.resolveSibling("100");
    byte[] bytes = Files.readAllBytes(partial);
    store.write(older, java.util.Arrays.copyOf(bytes, 100 * 32));
    assertInstanceOf(Verdict.Verified.class, store.verify());
    bytes[50] ^= 1;
    store.write(older, java.util.Arrays.copyOf(bytes, 100 * 32));
    Tampering.DamagedTiles damaged = assertInstanceOf(Tampering.DamagedTiles.class, first());
    assertEquals("tile/0/011.p/100", damaged.first().tile().toString());
    store.delete(older);
    store.settle();
  }

  @Test
  void aLogThatWasNeverSignedIsNoVerdict() throws IOException {
    store.delete(store.folder().resolve("checkpoint"));
    store.delete(store.folder().resolve("checkpoints.log"));
    assertTrue(unfinished(store.verify()).reason().contains("never been signed"));
  }

  @Test
  void aCheckpointThatIsGoneIsTampering() throws IOException {
    store.delete(store.folder().resolve("checkpoint"));
    Verdict.Tampered verdict = assertInstanceOf(Verdict.Tampered.class, store.verify());
    assertTrue(verdict.tamperings().getFirst().what().contains("it is gone"));
    assertEquals(List.of(new PositionRange(1, 3_000)), verdict.proven());
  }

  @Test
  void moreStreamsThanThereIsMemoryForIsNoVerdict() {
    String reason = unfinished(store.verification().withStreamsMax(96).run()).reason();
    assertTrue(reason.contains("more than 96 streams"), reason);
    assertInstanceOf(Verdict.Verified.class, store.verification().withStreamsMax(97).run());
  }

  @Test
  void aFolderWithoutAStoreIsSaidToBeNone() {
    assertThrows(
        MissingStoreException.class,
        () -> LogVerification.of(temp.resolve("nothing"), store.identity()).run());
  }

  /** A disk of which one file cannot be read from some byte on. */
  private static final class Unreadable extends ForwardingDisk {

    private final String name;

    Unreadable(String name) {
      super(new RealDisk());
      this.name = name;
    }

    @Override
    public DiskFile open(Path file, Access access) throws IOException {
      DiskFile opened = super.open(file, access);
      return file.toString().endsWith(name)
          ? new ForwardingFile(opened) {
            @Override
            public int read(ByteBuffer into, long at) throws IOException {
              throw new IOException("Input/output error");
            }
          }
          : opened;
    }
  }

  @Test
  void aFileThatCannotBeReadIsNoVerdict() {
    for (String name : List.of("events.log", "checkpoint", "checkpoints.log", "tile/0/003")) {
      Disk disk = new Unreadable(name);
      Verdict verdict = store.verification().withOptions(SignedStore.OPTIONS.withDisk(disk)).run();
      String reason = unfinished(verdict).reason();
      assertTrue(reason.contains("Input/output error"), reason);
    }
  }

  @Test
  void whateverTheProgressThrowsEndsIt() {
    assertThrows(
        IllegalCallerException.class,
        () ->
            store
                .verification()
                .withProgress((_, _) -> {
                  throw new IllegalCallerException();
                })
                .run());
    assertTrue(
        Thread.getAllStackTraces().keySet().stream()
            .noneMatch(thread -> thread.getName().equals("cairn-verify")));
  }

  @Test
  void besideAWriterItIsRightAtAnyTime() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    try (LogStore log = LogStore.open(store.folder(), SignedStore.OPTIONS);
        LogTree tree = LogTree.open(store.folder(), log, SignedStore.OPTIONS)) {
      Thread verifier =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  do {
                    assertInstanceOf(Verdict.Verified.class, store.verify());
                  } while (!done.get());
                } catch (Throwable e) {
                  failure.set(e);
                }
              });
      for (int at = 3_500; at < 40_000 && failure.get() == null; at += 750) {
        SignedStore.append(log, at, at + 750, 97);
        store.signInPlace(tree.grow());
      }
      done.set(true);
      verifier.join();
    }
    if (failure.get() != null) {
      throw new AssertionError(failure.get());
    }
    store.settle();
  }
}
