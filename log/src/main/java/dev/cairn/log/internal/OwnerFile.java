package dev.cairn.log.internal;

import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.disk.DiskFullException;
import dev.cairn.log.LockMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code OWNER}: who holds the store, in words, for people and for error messages. Whoever
 * gets the lock writes over what the one before it wrote; only the lock counts. Used by the holder
 * of the lock.
 */
final class OwnerFile implements AutoCloseable {

  static final String NAME = "OWNER";

  /** Bytes of a signature; the rest of it is spaces, and what is longer is cut. */
  private static final int SIGNATURE_BYTES = 512;

  private static final String NOBODY = "somebody who has not said who they are";

  private final Disk disk;
  private final Path path;
  private final byte[] signature;
  private @Nullable DiskFile file;

  OwnerFile(Disk disk, Path folder, LockMode mode, Instant now) {
    this.disk = disk;
    this.path = folder.resolve(NAME);
    String how =
        switch (mode) {
          case EXCLUSIVE -> "";
          case SHARED -> ", by turns with others";
        };
    Ascii since = new Ascii(Timestamps.LENGTH);
    Timestamps.write(Timestamps.micros(now), since);
    long process = ProcessHandle.current().pid();
    // Joined by hand: formats take longer than all the rest of opening a store.
    this.signature = signature("process " + process + " on " + host() + " since " + since + how);
  }

  private static byte[] signature(String text) {
    byte[] words = text.getBytes(StandardCharsets.UTF_8);
    byte[] padded = new byte[SIGNATURE_BYTES];
    Arrays.fill(padded, (byte) ' ');
    System.arraycopy(words, 0, padded, 0, Math.min(words.length, SIGNATURE_BYTES - 1));
    padded[SIGNATURE_BYTES - 1] = '\n';
    return padded;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "this machine";
    }
  }

  /** Who holds the store, as far as it can be known. */
  static String read(Disk disk, Path folder) {
    try {
      String text = new String(AtomicFile.read(disk, folder.resolve(NAME)), StandardCharsets.UTF_8);
      return text.isBlank() ? NOBODY : text.strip();
    } catch (IOException e) {
      return NOBODY;
    }
  }

  /** Says that the store is held by this process. */
  void sign() throws IOException {
    try {
      if (file == null) {
        file = disk.open(path, disk.exists(path) ? Disk.Access.WRITE : Disk.Access.CREATE);
      }
      file.write(ByteBuffer.wrap(signature), 0);
    } catch (DiskFullException e) {
      Warnings.tell("no space to say in {0} who writes here", path);
    }
  }

  /** Says that nobody holds it. */
  void clear() throws IOException {
    if (file != null) {
      file.write(ByteBuffer.wrap(signature("")), 0);
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
