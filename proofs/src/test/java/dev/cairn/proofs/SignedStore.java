package dev.cairn.proofs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.Append;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.RequestKey;
import dev.cairn.StreamId;
import dev.cairn.Tag;
import dev.cairn.log.Durability;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogReader;
import dev.cairn.log.LogStore;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.KeyType;
import dev.cairn.merkle.LogIdentity;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.TreeHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * A store that its log has signed now and then, for tests that change it and put it right again.
 */
final class SignedStore {

  static final LogOptions OPTIONS =
      LogOptions.standard()
          .withSegmentBytes(4 << 20)
          .withBackground(Runnable::run)
          .withDurability(Durability.mayLoseLatest(Duration.ofSeconds(60)));

  private static final int APPEND = 250;

  private final Path folder;
  private final String origin;
  private final SignerKey key;
  private final SignerKey second;
  private final Map<Long, TreeHead> heads = new TreeMap<>();
  private final Map<Path, byte[]> undo = new HashMap<>();

  private SignedStore(Path folder, String origin, SignerKey key, SignerKey second) {
    this.folder = folder;
    this.origin = origin;
    this.key = key;
    this.second = second;
  }

  /** Makes one whose log has signed at these sizes, each a multiple of the size of an append. */
  static SignedStore make(Path folder, int streams, List<Integer> sizes) throws IOException {
    return make(folder, streams, sizes, 0);
  }

  static SignedStore make(Path folder, int streams, List<Integer> sizes, int unsigned)
      throws IOException {
    String origin;
    try (LogStore log = LogStore.open(folder, OPTIONS)) {
      origin = log.origin();
    }
    SignedStore store =
        new SignedStore(
            folder,
            origin,
            SignerKey.generate(origin, KeyType.ED25519),
            SignerKey.generate(origin, KeyType.ML_DSA_44_COSIGNATURE));
    int made = 0;
    for (int size : sizes) {
      store.append(made, size, streams);
      made = size;
      store.sign(store.grown());
    }
    store.append(made, made + unsigned, streams);
    return store;
  }

  /** Appends to the log and closes it. */
  void append(int from, int to, int streams) {
    try (LogStore log = LogStore.open(folder, OPTIONS)) {
      append(log, from, to, streams);
    }
  }

  /** Lets the tree follow the log. */
  TreeHead grown() {
    try (LogReader log = LogReader.open(folder, OPTIONS);
        LogTree tree = LogTree.open(folder, log, OPTIONS)) {
      return tree.grow();
    }
  }

  /** Events that have all that an event may have. */
  static void append(LogStore log, int from, int to, int streams) {
    for (int at = from; at < to; at += APPEND) {
      List<Append.Entry> entries = new ArrayList<>();
      for (int i = at; i < Math.min(to, at + APPEND); i++) {
        entries.add(new Append.Entry(StreamId.of("account-" + i * 7L % streams), event(i)));
      }
      log.append(Append.of(entries).forRequest(new RequestKey("r" + at, "0".repeat(64))));
    }
  }

  private static NewEvent event(int i) {
    return NewEvent.of("AmountBooked", "{\"amount\":%d,\"note\":\"a booking\"}".formatted(i))
        .withId(new UUID(7, i))
        .withTags(Tag.of("month:2025-12"))
        .withMetadata(Payload.json("{\"user\":\"u" + i % 10 + "\"}"));
  }

  Path folder() {
    return folder;
  }

  String origin() {
    return origin;
  }

  LogIdentity identity() {
    return LogIdentity.of(key.verifier());
  }

  LogVerification verification() {
    return LogVerification.of(folder, identity()).withOptions(OPTIONS);
  }

  Verdict verify() {
    return verification().run();
  }

  TreeHead head(long size) {
    return java.util.Objects.requireNonNull(heads.get(size));
  }

  SignedNote note(TreeHead head) {
    return new Checkpoint(origin, head).sign(List.of(key, second), 0);
  }

  /** Signs a head and publishes it. */
  void sign(TreeHead head) throws IOException {
    heads.put(head.size(), head);
    log(note(head));
    publish(note(head));
  }

  /** The same as a signer does it beside readers: appends, then renames. */
  void signInPlace(TreeHead head) throws IOException {
    SignedNote note = note(head);
    Files.writeString(
        folder.resolve("checkpoints.log"), note + "\n", java.nio.file.StandardOpenOption.APPEND);
    dev.cairn.disk.AtomicFile.write(
        OPTIONS.disk(), folder.resolve("checkpoint"), java.nio.ByteBuffer.wrap(note.bytes()));
  }

  /** Puts a note into the place of the checkpoint. */
  void publish(SignedNote note) throws IOException {
    write(folder.resolve("checkpoint"), note.bytes());
  }

  /** Puts a note behind the others. */
  void log(SignedNote note) throws IOException {
    Path file = folder.resolve("checkpoints.log");
    String before = Files.exists(file) ? Files.readString(file) : "";
    write(file, (before + note + "\n").getBytes(UTF_8));
  }

  /** Changes a file, to be put right again. */
  void write(Path file, byte[] bytes) throws IOException {
    if (!undo.containsKey(file)) {
      undo.put(file, Files.exists(file) ? Files.readAllBytes(file) : new byte[0]);
    }
    Files.write(file, bytes);
  }

  /** Deletes a file, to be put right again. */
  void delete(Path file) throws IOException {
    undo.putIfAbsent(file, Files.readAllBytes(file));
    Files.delete(file);
  }

  /** What was changed so far stays. */
  void settle() {
    undo.clear();
  }

  /** Deletes all tiles. */
  void deleteTiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("tiles"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith("LOCK")) {
          delete(file);
        }
      }
    }
  }

  /** Puts right what was changed. */
  void restore() throws IOException {
    for (Map.Entry<Path, byte[]> file : undo.entrySet()) {
      if (file.getValue().length == 0) {
        Files.deleteIfExists(file.getKey());
      } else {
        Files.createDirectories(file.getKey().getParent());
        Files.write(file.getKey(), file.getValue());
      }
    }
    undo.clear();
  }

  /** The files of the events, in order. */
  List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> sealed =
          new ArrayList<>(
              files
                  .filter(file -> file.getFileName().toString().matches("events\\.\\d{20}\\.log"))
                  .sorted()
                  .toList());
      sealed.add(folder.resolve("events.log"));
      return sealed;
    }
  }

  /**
   * A line.
   *
   * @param file it stands in
   * @param text of it, without the line feed
   * @param from where it begins
   * @param number in its file, from 1
   */
  record Line(Path file, String text, int from, int number) {

    int to() {
      return from + text.length() + 1;
    }

    FilePlace place() {
      return new FilePlace(file.toString(), from, to(), number);
    }
  }

  /** The line of a position. */
  Line line(long position) throws IOException {
    String begin = "{\"position\":%d,".formatted(position);
    for (Path file : segments()) {
      String text = Files.readString(file, ISO_8859_1);
      int from = text.startsWith(begin) ? 0 : text.indexOf("\n" + begin) + 1;
      if (from > 0 || text.startsWith(begin)) {
        int number = (int) text.substring(0, from).chars().filter(c -> c == '\n').count() + 1;
        return new Line(file, text.substring(from, text.indexOf('\n', from)), from, number);
      }
    }
    throw new AssertionError("no line of position " + position);
  }

  /** Puts other text into the place of a line and its line feed. */
  void replace(Line line, String with) throws IOException {
    String text = Files.readString(line.file(), ISO_8859_1);
    String changed = text.substring(0, line.from()) + with + text.substring(line.to());
    write(line.file(), changed.getBytes(ISO_8859_1));
  }

  /** The line with another text in it, and the checksum that fits it. */
  static String changed(Line line, String text, String with) {
    String body = line.text().substring(0, line.text().lastIndexOf(",\"crc\":\""));
    if (!body.contains(text)) {
      throw new AssertionError("no " + text + " in " + body);
    }
    return withChecksum(body.replace(text, with));
  }

  static String withChecksum(String body) {
    CRC32C crc = new CRC32C();
    crc.update(body.getBytes(ISO_8859_1));
    return "%s,\"crc\":\"%08x\"}\n".formatted(body, crc.getValue());
  }
}
