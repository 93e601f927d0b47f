package dev.cairn.proofs.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.CorruptStoreException;
import dev.cairn.StoreUnavailableException;
import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.log.LogLines;
import dev.cairn.log.LogOptions;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.LogIdentity;
import dev.cairn.merkle.MalformedException;
import dev.cairn.merkle.MerkleException;
import dev.cairn.merkle.PolicyVerdict;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.TreeHead;
import dev.cairn.merkle.TrustPolicy;
import dev.cairn.proofs.FilePlace;
import dev.cairn.proofs.Findings;
import dev.cairn.proofs.LogVerification;
import dev.cairn.proofs.Tampering;
import dev.cairn.proofs.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One verification of a store, from its checkpoint to its verdict. Used once, by one thread. */
public final class Inspection {

  /**
   * What is asked for.
   *
   * @param store the folder
   * @param log which log it should be
   * @param policy the witnesses
   * @param options of the log, of which the disk counts
   * @param pin the file of the checkpoint that was verified last
   * @param resume the file of how far it came
   * @param resumeEvery so many events
   * @param streamsMax most streams that memory is taken for
   * @param progress is told how far it is
   */
  public record Order(
      Path store,
      LogIdentity log,
      TrustPolicy policy,
      LogOptions options,
      @Nullable Path pin,
      @Nullable Path resume,
      long resumeEvery,
      long streamsMax,
      LogVerification.Progress progress) {}

  private final Order order;
  private final Disk disk;
  private final List<Tampering> faults = new ArrayList<>();
  private Optional<SignedNote> note = Optional.empty();
  private TreeHead checkpoint = TreeHead.EMPTY;
  private List<String> signers = List.of();
  private Findings.Witnesses witnesses;
  private Optional<TreeHead> pinned = Optional.empty();
  private @Nullable Judge judge;
  private long historic;
  private long skipped;
  private TileOutcome tiles = TileOutcome.NONE;

  /** Prepares it. */
  public Inspection(Order order) {
    this.order = order;
    this.disk = order.options().disk();
    this.witnesses = new Findings.Witnesses(List.of(), "", asksForWitnesses());
  }

  private boolean asksForWitnesses() {
    return !order.policy().quorum().equals(TrustPolicy.NONE);
  }

  /** Does it. */
  public Verdict run() {
    try {
      return judged();
    } catch (CorruptStoreException e) {
      faults.add(new Tampering.RefusedFile(place(e), e.reason()));
      return new Verdict.Tampered(findings(), faults, 0, List.of());
    } catch (UncheckedIOException e) {
      return unreadable(String.valueOf(e.getCause()));
    } catch (IOException e) {
      return unreadable(e.toString());
    } catch (StoreUnavailableException | TooManyStreamsException | UnfinishedException e) {
      return new Verdict.Unfinished(findings(), String.valueOf(e.getMessage()));
    }
  }

  private static FilePlace place(CorruptStoreException e) {
    return new FilePlace(e.file(), e.from(), e.to(), e.line());
  }

  private Verdict unreadable(String reason) {
    return new Verdict.Unfinished(
        findings(), "a file cannot be read or written: %s; verify again".formatted(reason));
  }

  private Verdict judged() throws IOException {
    try (LogLines lines = LogLines.open(order.store(), order.options(), LogLines.Place.START)) {
      checkOrigin(lines.origin());
    }
    note = read(NoteFiles.PUBLISHED);
    note.ifPresent(this::open);
    Optional<SignedHead> pin = readPin();
    History history =
        History.read(disk, order.store(), order.log(), note.map(SignedNote::text).orElse(""));
    List<SignedHead> heads = heads(history, pin);
    if (heads.isEmpty() && faults.isEmpty()) {
      throw new UnfinishedException(
          "the log has never been signed, so nothing says what it should be: there is no %s; sign it, or restore the file"
              .formatted(order.store().resolve(NoteFiles.PUBLISHED)));
    }
    Judge ended =
        inspect(
            new SignedHeads(
                heads, head -> head.kind() != SignedHead.Kind.LOGGED || history.isSigned(head)));
    return verdict(ended);
  }

  private void checkOrigin(String origin) {
    if (!origin.equals(order.log().origin())) {
      refuse(
          "store.json",
          "it says that this is the log %s, and you know the key of %s"
              .formatted(origin, order.log().origin()));
    }
  }

  private void refuse(String file, String reason) {
    Path path = order.store().resolve(file);
    faults.add(new Tampering.RefusedFile(new FilePlace(path.toString(), 0, 0, 0), reason));
  }

  private Optional<SignedNote> read(String file) throws IOException {
    try {
      return Optional.of(SignedNote.parse(bytes(order.store().resolve(file))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (MalformedException e) {
      refuse(file, "it is no checkpoint: " + e.getMessage());
      return Optional.empty();
    }
  }

  private byte[] bytes(Path file) throws IOException {
    try (DiskFile in = disk.open(file, Disk.Access.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(in.size(), SignedNote.MOST_BYTES + 1L));
      var _ = in.read(bytes, 0);
      return bytes.array();
    }
  }

  private void open(SignedNote published) {
    try {
      PolicyVerdict verdict = order.policy().judge(published, order.log());
      checkpoint = verdict.checkpoint().head();
      signers =
          order.log().open(published, List.of()).signatures().stream()
              .map(good -> good.key().name() + "+" + good.key().hexId())
              .distinct()
              .toList();
      witnesses =
          new Findings.Witnesses(verdict.cosigners(), verdict.lacking(), asksForWitnesses());
    } catch (MerkleException e) {
      note = Optional.empty();
      refuse(NoteFiles.PUBLISHED, "it is not what the log signed: " + e.getMessage());
    }
  }

  private Optional<SignedHead> readPin() throws IOException {
    Path file = order.pin();
    if (file == null) {
      return Optional.empty();
    }
    try {
      Checkpoint kept = Checkpoint.parse(SignedNote.parse(bytes(file)).text());
      if (!kept.origin().equals(order.log().origin())) {
        throw new UnfinishedException(
            "%s holds a checkpoint of the log %s; name another file for this one"
                .formatted(file, kept.origin()));
      }
      pinned = Optional.of(kept.head());
      return Optional.of(
          new SignedHead(
              kept.head(), SignedHead.Kind.PINNED, new FilePlace(file.toString(), 0, 0, 0)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (MalformedException e) {
      throw new UnfinishedException(
          "%s holds no checkpoint: %s; restore it from your copy".formatted(file, e.getMessage()));
    }
  }

  private List<SignedHead> heads(History history, Optional<SignedHead> pin) throws IOException {
    faults.addAll(history.faults());
    historic = history.heads().size();
    skipped = history.count() - historic;
    if (note.isEmpty() && faults.isEmpty() && history.count() == 1 && pin.isEmpty()) {
      // The power was cut before the first checkpoint was published.
      note = history.last();
      note.ifPresent(this::open);
    }
    List<SignedHead> heads = new ArrayList<>();
    if (note.isPresent()) {
      FilePlace place =
          new FilePlace(order.store().resolve(NoteFiles.PUBLISHED).toString(), 0, 0, 0);
      heads.add(new SignedHead(checkpoint, SignedHead.Kind.CHECKPOINT, place));
    } else if (faults.isEmpty() && (history.count() > 0 || pin.isPresent())) {
      refuse(NoteFiles.PUBLISHED, "it is gone, and the log was signed once");
    }
    pin.ifPresent(heads::add);
    long newer = 0;
    for (SignedHead head : history.heads()) {
      boolean isNewer = head.size() > checkpoint.size();
      if (!isNewer || history.isSigned(head)) {
        heads.add(head);
        newer += isNewer ? 1 : 0;
      } else {
        faults.add(
            new Tampering.RefusedFile(
                head.place(), "no key that you know has signed this checkpoint"));
      }
    }
    if (newer > 1 && note.isPresent() && note.equals(read(NoteFiles.PUBLISHED))) {
      refuse(
          NoteFiles.PUBLISHED,
          String.format(
              Locale.ROOT,
              "it is of %,d events, and the log has signed %,d later ones, which are in %s",
              checkpoint.size(),
              newer,
              NoteFiles.ALL));
    }
    return heads;
  }

  private Judge inspect(SignedHeads heads) throws IOException {
    StoredTiles stored = StoredTiles.of(disk, order.store());
    Judge judging = new Judge(stored, heads, order.streamsMax());
    judge = judging;
    Optional<ResumeFile> resume = resume(judging, heads);
    long saved = judging.read();
    try (LogLines lines = LogLines.open(order.store(), order.options(), judging.place());
        Pipe pipe =
            new Pipe(
                new Feed(lines, judging.read() + 1, heads.largest(), judging.streams().names()))) {
      boolean last = false;
      while (!last) {
        Batch batch = pipe.take();
        judging.take(batch);
        last = batch.isLast;
        pipe.giveBack(batch);
        order.progress().at(judging.read(), heads.largest());
        if (resume.isPresent()
            && judging.read() - saved >= order.resumeEvery()
            && judging.isAtRest()) {
          resume.get().write(judging);
          saved = judging.read();
        }
      }
    }
    judging.end();
    if (resume.isPresent()) {
      resume.get().delete();
    }
    tiles = TileOutcome.of(judging, stored, disk, order.store());
    return judging;
  }

  private Optional<ResumeFile> resume(Judge judging, SignedHeads heads) throws IOException {
    Path path = order.resume();
    if (path == null) {
      return Optional.empty();
    }
    ResumeFile file = new ResumeFile(disk, path, belongsTo(heads));
    try {
      Optional<ResumePoint> point = faults.isEmpty() ? file.read() : Optional.empty();
      point.ifPresent(judging::resume);
    } catch (MerkleException | IllegalArgumentException e) {
      System.getLogger("dev.cairn.proofs")
          .log(
              Level.WARNING,
              "{0} is damaged ({1}); the verification begins anew",
              path,
              e.getMessage());
    }
    return Optional.of(file);
  }

  /** Of which log, policy and history a verification is. */
  private byte[] belongsTo(SignedHeads heads) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String whom = "%s\n%s\n".formatted(order.log(), order.policy());
      digest.update(whom.getBytes(UTF_8));
      for (SignedHead head : heads.all()) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(head.size()).flip());
        digest.update(head.head().root().bytes());
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private Verdict verdict(Judge ended) throws IOException {
    List<Tampering> found = new ArrayList<>(faults);
    rolledBack().ifPresent(found::add);
    found.addAll(ended.suspicions().found());
    found.addAll(new Misfits(ended).tamperings());
    if (ended.isWhole()) {
      tiles
          .first()
          .map(first -> new Tampering.DamagedTiles(first, tiles.different(), tiles.compared()))
          .ifPresent(found::add);
    }
    if (!found.isEmpty()) {
      long more = ended.suspicions().more();
      int told = Math.min(found.size(), LogVerification.TAMPERINGS_MAX);
      return new Verdict.Tampered(
          findings(), found.subList(0, told), more + found.size() - told, ended.proven());
    }
    Findings findings = findings();
    movePin();
    return new Verdict.Verified(findings);
  }

  private Optional<Tampering> rolledBack() {
    return pinned
        .filter(pin -> note.isPresent() && pin.size() > checkpoint.size())
        .map(pin -> new Tampering.PinNotExtended(pin, checkpoint));
  }

  private void movePin() throws IOException {
    Path file = order.pin();
    if (file != null && note.isPresent() && !pinned.equals(Optional.of(checkpoint))) {
      AtomicFile.write(disk, file, ByteBuffer.wrap(note.get().bytes()));
    }
  }

  private Findings findings() {
    Judge seen = judge;
    Findings.Events events =
        seen == null
            ? new Findings.Events(0, 0, 0)
            : new Findings.Events(seen.read(), seen.streams().count(), seen.unsigned());
    return new Findings(
        order.log().origin(),
        checkpoint,
        signers,
        witnesses,
        events,
        new Findings.Tiles(tiles.compared(), tiles.different()),
        new Findings.History(historic, skipped, pin()));
  }

  private Findings.Pin pin() {
    if (order.pin() == null) {
      return new Findings.Pin.None();
    }
    return pinned
        .<Findings.Pin>map(pin ->
            judge != null && judge.fits(pin) && pin.size() <= checkpoint.size()
                ? new Findings.Pin.Extended(pin)
                : new Findings.Pin.Broken(pin))
        .orElseGet(Findings.Pin.First::new);
  }
}
