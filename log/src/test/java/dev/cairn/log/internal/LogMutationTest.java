package dev.cairn.log.internal;

import dev.cairn.Append;
import dev.cairn.EventType;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.RequestKey;
import dev.cairn.StreamId;
import dev.cairn.disk.AtomicFile;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogStore;
import dev.cairn.testkit.MemoryDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every {@link FuzzTarget}, on bytes that a seed makes of a sound store and of the inputs that are
 * kept. {@code -Dcairn.mutations=N} tries more, {@code -Dcairn.seed=N} others.
 */
@Tag("fuzz")
final class LogMutationTest {

  private static final int MUTATIONS = Integer.getInteger("cairn.mutations", 20_000);
  private static final long SEED = Long.getLong("cairn.seed", 1);
  private static final Path FOLDER = Path.of("/mutation/store");

  private final MemoryDisk disk = new MemoryDisk();

  private byte[] written(String file) throws IOException {
    LogOptions options = LogOptions.standard().withDisk(disk).withBackground(Runnable::run);
    try (LogStore store = LogStore.open(FOLDER, options)) {
      for (int i = 1; i <= 4; i++) {
        StreamId stream = StreamId.of("account-" + i % 2);
        store.append(
            Append.to(stream, ExpectedVersion.any(), NewEvent.of("A", "{\"n\": [1, 2.5e3]}"))
                .and(
                    stream,
                    ExpectedVersion.any(),
                    List.of(
                        NewEvent.of(
                                new EventType("B"),
                                Payload.of("text/plain", new byte[] {0, 10, (byte) 200}))
                            .withId(new UUID(i, 7))))
                .forRequest(RequestKey.of("request-" + i, new byte[] {1})));
      }
    }
    IndexSaving.save(disk, FOLDER);
    return AtomicFile.read(disk, FOLDER.resolve(file));
  }

  private static void run(int count, List<byte[]> sound, FuzzTarget target) throws IOException {
    List<byte[]> seeds = new ArrayList<>(sound);
    for (Path input : target.inputs()) {
      seeds.add(Files.readAllBytes(input));
    }
    Mutations mutations = new Mutations(SEED, seeds);
    for (int i = 0; i < count; i++) {
      byte[] bytes = mutations.next();
      try {
        target.take(bytes);
      } catch (IOException | RuntimeException | Error e) {
        throw new AssertionError(
            "mutation %d of seed %d, %s: %s"
                .formatted(i, SEED, e, new String(bytes, StandardCharsets.ISO_8859_1)),
            e);
      }
    }
  }

  private List<byte[]> logLines() throws IOException {
    return new String(written("events.log"), StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void aLineIsReadOrRefusedWhateverItHolds() throws IOException {
    run(MUTATIONS, logLines(), FuzzTarget.LINE);
  }

  @Test
  void theLinesOfAFileCoverItWhateverItHolds() throws IOException {
    run(MUTATIONS / 4, List.of(written("events.log")), FuzzTarget.LINES);
  }

  @Test
  void aSegmentIsRefusedOrReadTheSameFromThenOn() throws IOException {
    run(MUTATIONS / 10, List.of(written("events.log")), FuzzTarget.SEGMENT);
  }

  @Test
  void aMarkIsRefusedOrReadTheSameAgain() throws IOException {
    byte[] head = written("head");
    byte[] slot = Arrays.copyOf(head, HeadMark.SLOT_BYTES);
    byte[] body =
        "{\"turn\":3,\"position\":2,\"segment\":1,\"length\":700,\"clean\":true"
            .getBytes(StandardCharsets.UTF_8);
    run(MUTATIONS, List.of(slot, body), FuzzTarget.MARK);
  }

  @Test
  void anIndexIsRefusedOrAnswers() throws IOException {
    run(MUTATIONS, List.of(written("index/" + IndexNames.name(1, 8))), FuzzTarget.INDEX);
  }

  @Test
  void jsonIsRefusedOrKeptAsOneLineThatIsTakenAgain() throws IOException {
    List<byte[]> seeds =
        Stream.of(
                "{\"a\": [1, -2.5e+3, true, null], \"b\": {\"\\u00e4\": \"x\\n\"}}",
                "[\"\ud83d\ude00\", {}, [], 0]",
                "\t{ \"a\" :\n 1 }\r\n")
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toList();
    run(MUTATIONS, seeds, FuzzTarget.JSON);
  }
}
