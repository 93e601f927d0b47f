package dev.cairn.proofs.internal;

import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.log.LogLines;
import dev.cairn.merkle.Hash;
import dev.cairn.merkle.TilePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * How far a verification has come, in a file of the verifier's own. It is replaced as a whole, so
 * that whatever ends the process leaves an older one or this one.
 *
 * <pre>
 * 16  magic and format          32  what it belongs to: a hash of log, policy and signed heads
 *  8  each: segment, offset, line, position, size, tiles compared, the secret that keys of streams
 *     are made with (two), streams, partial tiles
 *     a partial tile: level, index, width (8 each), hashes (32 each)
 *     a stream: key (16), version (8), leaf (32)
 *  4  CRC32C of all that
 * </pre>
 */
final class ResumeFile {

  private static final byte[] MAGIC =
      "cairn-verify-1\n\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  private static final int NUMBERS = 10;
  private static final int CHUNK_BYTES = 1 << 20;
  private static final int HEADER_BYTES = 16 + Hash.BYTES + NUMBERS * Long.BYTES;

  private final Disk disk;
  private final Path file;
  private final byte[] belongsTo;

  ResumeFile(Disk disk, Path file, byte[] belongsTo) {
    this.disk = disk;
    this.file = file;
    this.belongsTo = belongsTo.clone();
  }

  /** Replaces what was kept by where a judge is, which is at rest. */
  void write(Judge judge) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    disk.delete(fresh);
    try (DiskFile out = disk.open(fresh, Disk.Access.CREATE)) {
      Writing writing = new Writing(out);
      writing.all(judge);
      writing.flush();
      out.sync();
    }
    disk.rename(fresh, file);
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      disk.syncFolder(folder);
    }
  }

  /** Lets go of it: the verification has come to its end. */
  void delete() throws IOException {
    disk.delete(file);
  }

  /**
   * Where to go on; empty if there is no such file, or it belongs to something else.
   *
   * @throws IllegalArgumentException if it is damaged
   */
  Optional<ResumePoint> read() throws IOException {
    try (DiskFile in = disk.open(file, Disk.Access.READ)) {
      Reading reading = new Reading(in);
      reading.checkWhole();
      return reading.point();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Writes in large pieces and keeps the checksum. */
  private final class Writing {

    private final DiskFile out;
    private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK_BYTES);
    private final CRC32C crc = new CRC32C();
    private long at;

    Writing(DiskFile out) {
      this.out = out;
    }

    void all(Judge judge) throws IOException {
      LogLines.Place place = judge.place();
      Map<TilePath.Hashes, byte[]> tiles = new HashMap<>();
      judge
          .tree()
          .showPartialTiles((tile, hashes) -> {
            byte[] bytes = new byte[hashes.remaining()];
            hashes.get(bytes);
            tiles.put(tile, bytes);
          });
      buffer.put(MAGIC).put(belongsTo);
      buffer.putLong(place.segment()).putLong(place.offset()).putLong(place.line());
      buffer.putLong(place.position()).putLong(judge.tree().size());
      StreamLeaves streams = judge.streams();
      buffer.putLong(judge.tilesCompared());
      buffer.putLong(streams.secretLow()).putLong(streams.secretHigh());
      buffer.putLong(streams.count()).putLong(tiles.size());
      for (Map.Entry<TilePath.Hashes, byte[]> tile : tiles.entrySet()) {
        room(3 * Long.BYTES + tile.getValue().length);
        buffer.putLong(tile.getKey().level()).putLong(tile.getKey().index());
        buffer.putLong(tile.getKey().width()).put(tile.getValue());
      }
      streams.<IOException>each((high, low, version, leaf, from) -> {
        room(StreamLeaves.ENTRY_BYTES);
        buffer.putLong(high).putLong(low).putLong(version).put(leaf, from, Hash.BYTES);
      });
    }

    private void room(int bytes) throws IOException {
      if (buffer.remaining() < bytes) {
        drain();
      }
    }

    private void drain() throws IOException {
      buffer.flip();
      crc.update(buffer.duplicate());
      int bytes = buffer.remaining();
      out.write(buffer, at);
      at += bytes;
      buffer.clear();
    }

    void flush() throws IOException {
      drain();
      buffer.putInt((int) crc.getValue());
      drain();
    }
  }

  /** Reads in large pieces. */
  private final class Reading {

    private final DiskFile in;
    private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK_BYTES).flip();
    private final long end;
    private long at;

    Reading(DiskFile in) throws IOException {
      this.in = in;
      this.end = in.size() - Integer.BYTES;
    }

    /** All of it is checked before any of it is believed. */
    void checkWhole() throws IOException {
      CRC32C crc = new CRC32C();
      while (at < end) {
        fill(1);
        crc.update(buffer);
      }
      ByteBuffer kept = ByteBuffer.allocate(Integer.BYTES);
      if (end < HEADER_BYTES
          || in.read(kept, end) != Integer.BYTES
          || kept.getInt(0) != (int) crc.getValue()) {
        throw new IllegalArgumentException("its checksum does not fit");
      }
      at = 0;
      buffer.clear().flip();
    }

    private void fill(int bytes) throws IOException {
      if (buffer.remaining() < bytes) {
        buffer.compact();
        long room = Math.min(buffer.remaining(), end - at);
        buffer.limit(buffer.position() + (int) room);
        int read = in.read(buffer, at);
        at += read;
        buffer.flip();
        if (buffer.remaining() < bytes) {
          throw new IllegalArgumentException("it ends too early");
        }
      }
    }

    private long number() throws IOException {
      fill(Long.BYTES);
      return buffer.getLong();
    }

    private byte[] bytes(int count) throws IOException {
      fill(count);
      byte[] bytes = new byte[count];
      buffer.get(bytes);
      return bytes;
    }

    Optional<ResumePoint> point() throws IOException {
      if (!Arrays.equals(bytes(MAGIC.length), MAGIC)) {
        throw new IllegalArgumentException("another release wrote it");
      }
      if (!Arrays.equals(bytes(Hash.BYTES), belongsTo)) {
        return Optional.empty();
      }
      LogLines.Place place = new LogLines.Place(number(), number(), number(), number());
      long size = number();
      long compared = number();
      StreamLeaves none = new StreamLeaves(number(), number());
      long streams = number();
      Map<TilePath, byte[]> tiles = tiles(number());
      return Optional.of(
          new ResumePoint(
              place,
              size,
              compared,
              filled(none, streams),
              path -> Optional.ofNullable(tiles.get(path))));
    }

    private Map<TilePath, byte[]> tiles(long count) throws IOException {
      Map<TilePath, byte[]> tiles = new HashMap<>();
      for (long i = 0; i < count; i++) {
        TilePath.Hashes tile = new TilePath.Hashes((int) number(), number(), (int) number());
        tiles.put(tile, bytes(tile.width() * Hash.BYTES));
      }
      return tiles;
    }

    private StreamLeaves filled(StreamLeaves streams, long count) throws IOException {
      for (long i = 0; i < count; i++) {
        long high = number();
        long low = number();
        long version = number();
        streams.find(high, low);
        streams.put(high, low, version, bytes(Hash.BYTES), 0);
      }
      return streams;
    }
  }
}
