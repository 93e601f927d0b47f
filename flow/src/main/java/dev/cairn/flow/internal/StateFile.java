package dev.cairn.flow.internal;

import dev.cairn.Position;
import dev.cairn.StoreId;
import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file that keeps a processor's checkpoint: one line of JSON, whose last key is the CRC-32C of
 * what stands before it. One thread writes.
 */
public final class StateFile {

  /** The one partition that a log has. */
  private static final int PARTITION = 0;

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SEAL = ",\"crc\":\"%08x\"}\n";
  private static final int SEAL_LENGTH = SEAL.formatted(0).length();

  /** The line, before its checksum. */
  record Line(
      String processor,
      int partition,
      String store,
      String position,
      @Nullable String event,
      List<String> ahead,
      SortedMap<String, Integer> attempts,
      @Nullable String resend,
      String resendUpTo,
      long epoch) {}

  private final Disk disk;
  private final Path file;
  private final String processor;

  /** Of a processor, in the folder {@code state/} of a store. */
  public StateFile(Disk disk, Path state, String processor) {
    this.disk = disk;
    this.file = state.resolve("%s.%d.json".formatted(processor, PARTITION));
    this.processor = processor;
  }

  /** The file. */
  public Path file() {
    return file;
  }

  /** Replaces what is kept; it is durable when this returns. */
  public void save(ProcessorCheckpoint checkpoint) throws IOException {
    byte[] whole = JSON.writeValueAsBytes(line(checkpoint));
    int length = whole.length - 1; // Without the brace that ends it.
    byte[] seal = SEAL.formatted(crc(whole, length)).getBytes(StandardCharsets.US_ASCII);
    ByteBuffer bytes = ByteBuffer.allocate(length + seal.length).put(whole, 0, length).put(seal);
    AtomicFile.write(disk, file, bytes.flip());
  }

  private static int crc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  private Line line(ProcessorCheckpoint checkpoint) {
    Checkpoint at = checkpoint.at();
    SortedMap<String, Integer> attempts = new TreeMap<>();
    checkpoint.attempts().forEach((position, tries) -> attempts.put(position.toString(), tries));
    return new Line(
        processor,
        PARTITION,
        at.store().toString(),
        at.position().toString(),
        at.event() == null ? null : at.event().toString(),
        checkpoint.ahead().stream().map(Position::toString).toList(),
        attempts,
        checkpoint.resend() == null ? null : checkpoint.resend().toString(),
        checkpoint.resendUpTo().toString(),
        checkpoint.epoch());
  }

  /**
   * What is kept, if anything is.
   *
   * @throws DamagedStateException if it is not what was written
   */
  public Optional<ProcessorCheckpoint> read() throws IOException, DamagedStateException {
    byte[] bytes;
    try {
      bytes = AtomicFile.read(disk, file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    int length = bytes.length - SEAL_LENGTH;
    if (length < 1) {
      throw new DamagedStateException(file, "it is too short");
    }
    String seal = new String(bytes, length, SEAL_LENGTH, StandardCharsets.ISO_8859_1);
    if (!seal.equals(SEAL.formatted(crc(bytes, length)))) {
      throw new DamagedStateException(file, "its checksum does not fit");
    }
    return Optional.of(checkpoint(new String(bytes, 0, length, StandardCharsets.UTF_8) + "}"));
  }

  private ProcessorCheckpoint checkpoint(String json) throws DamagedStateException {
    try {
      Line line = JSON.readValue(json, Line.class);
      if (!line.processor().equals(processor) || line.partition() != PARTITION) {
        throw new DamagedStateException(
            file,
            "it is of processor '%s', partition %d".formatted(line.processor(), line.partition()));
      }
      SortedMap<Position, Integer> attempts = new TreeMap<>();
      for (Map.Entry<String, Integer> tried : line.attempts().entrySet()) {
        attempts.put(Position.parse(tried.getKey()), tried.getValue());
      }
      return new ProcessorCheckpoint(
          new Checkpoint(
              StoreId.parse(line.store()), Position.parse(line.position()), id(line.event()), 1),
          line.ahead().stream().map(Position::parse).collect(Collectors.toList()),
          attempts,
          id(line.resend()),
          Position.parse(line.resendUpTo()),
          line.epoch());
    } catch (JacksonException | IllegalArgumentException e) {
      throw new DamagedStateException(file, "it cannot be read: " + e.getMessage());
    }
  }

  private static @Nullable UUID id(@Nullable String text) {
    return text == null ? null : UUID.fromString(text);
  }
}
