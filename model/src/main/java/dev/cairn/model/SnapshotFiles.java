package dev.cairn.model;

import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.disk.RealDisk;
import dev.cairn.model.internal.SafeName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Snapshots as files {@code <aggregate id>/<version>.json} in a folder, usually {@link #FOLDER} in
 * that of the event store. Each is written whole or not at all, whenever the power fails; nothing
 * is made before the first snapshot is saved. The folder may be deleted at any time. Files of other
 * names are left alone.
 */
public final class SnapshotFiles implements SnapshotStore {

  /** The folder's name in the folder of an event store. */
  public static final String FOLDER = "snapshots";

  private static final Pattern FILE =
      Pattern.compile("([1-9][0-9]{0,17})\\.json(?:\\.[0-9a-f-]{36}\\.new)?");
  private static final String ENDING = ".json";

  private final Disk disk;
  private final Path folder;
  private final SnapshotRetention retention;

  /** Several processes may write the snapshot of one version, each by a file of its own. */
  private final String unfinished = ENDING + "." + UUID.randomUUID() + ".new";

  private SnapshotFiles(Disk disk, Path folder, SnapshotRetention retention) {
    this.disk = disk;
    this.folder = folder;
    this.retention = retention;
  }

  /** Returns the snapshots in a folder of this machine's disk. */
  public static SnapshotFiles in(Path folder) {
    return in(new RealDisk(), folder);
  }

  /** Returns the snapshots in a folder of that disk. */
  public static SnapshotFiles in(Disk disk, Path folder) {
    return new SnapshotFiles(disk, folder, SnapshotRetention.DEFAULT);
  }

  /** The same, which keeps that many of each stream. */
  public SnapshotFiles keeping(SnapshotRetention newRetention) {
    return new SnapshotFiles(disk, folder, newRetention);
  }

  private Path folderOf(StreamId stream) {
    return folder.resolve(SafeName.of(stream.value()));
  }

  private Path file(StreamId stream, Version version) {
    return folderOf(stream).resolve(version + ENDING);
  }

  /** One that others made superfluous while it was written is left out. */
  @Override
  public synchronized void save(Snapshot snapshot) throws IOException {
    Path own = folderOf(snapshot.stream());
    disk.createFolders(own);
    Path file = file(snapshot.stream(), snapshot.version());
    Path fresh = own.resolve(snapshot.version() + unfinished);
    try {
      AtomicFile.write(disk, file, fresh, ByteBuffer.wrap(SnapshotLine.encode(snapshot)));
    } catch (NoSuchFileException e) {
      if (overtaken(own, snapshot.version())) {
        return;
      }
      throw e;
    }
    prune(own, snapshot.version());
  }

  /**
   * Whether others took away the unfinished file of that version: they pruned up to a newer one, or
   * they deleted everything.
   */
  private boolean overtaken(Path own, Version unsaved) throws IOException {
    List<Version> kept = finished(disk.list(own));
    return kept.isEmpty() || kept.getFirst().compareTo(unsaved) > 0;
  }

  /** A file that was never finished goes when one of its version would. */
  private void prune(Path own, Version saved) throws IOException {
    List<String> names = disk.list(own);
    List<Version> superfluous = retention.superfluous(finished(names), saved);
    Version oldest = superfluous.stream().max(Comparator.naturalOrder()).orElse(Version.NONE);
    for (String name : names) {
      OptionalLong version = version(name);
      if (version.isPresent()) {
        Version one = Version.of(version.getAsLong());
        boolean leftOver = !name.endsWith(ENDING) && one.compareTo(oldest) <= 0;
        if (leftOver || (name.endsWith(ENDING) && superfluous.contains(one))) {
          disk.delete(own.resolve(name));
        }
      }
    }
  }

  private static OptionalLong version(String name) {
    Matcher parts = FILE.matcher(name);
    return parts.matches() ? OptionalLong.of(Long.parseLong(parts.group(1))) : OptionalLong.empty();
  }

  /** The versions that these files are of, newest first. */
  private static List<Version> finished(List<String> names) {
    List<Version> versions = new ArrayList<>();
    for (String name : names) {
      if (name.endsWith(ENDING)) {
        version(name).ifPresent(version -> versions.add(Version.of(version)));
      }
    }
    versions.sort(Comparator.reverseOrder());
    return versions;
  }

  @Override
  public List<Version> versions(StreamId stream) throws IOException {
    return finished(disk.list(folderOf(stream)));
  }

  @Override
  public Found find(StreamId stream, Version version) throws IOException {
    return read(file(stream, version), line -> SnapshotLine.decode(line, stream, version)).found();
  }

  private Entry read(Path file, Function<byte[], Found> decoded) throws IOException {
    String place = file.toString();
    try (DiskFile in = disk.open(file, Disk.Access.READ)) {
      long size = in.size();
      if (size > SnapshotLine.BYTES_MAX) {
        return new Entry(
            place,
            size,
            new Found.Damaged(
                "it has %d bytes, the limit is %d".formatted(size, SnapshotLine.BYTES_MAX)));
      }
      ByteBuffer line = ByteBuffer.allocate((int) size);
      in.read(line, 0);
      return new Entry(place, size, decoded.apply(line.array()));
    } catch (NoSuchFileException e) {
      return new Entry(place, 0, new Found.Missing());
    }
  }

  @Override
  public void visit(Consumer<Entry> visitor) throws IOException {
    for (String name : streamFolders()) {
      Path own = folder.resolve(name);
      for (Version version : finished(disk.list(own)).reversed()) {
        Entry entry = read(own.resolve(version + ENDING), SnapshotLine::decode);
        if (!(entry.found() instanceof Found.Missing)) {
          visitor.accept(entry);
        }
      }
    }
  }

  private List<String> streamFolders() throws IOException {
    return disk.list(folder).stream().filter(SafeName::isOne).toList();
  }

  @Override
  public synchronized void delete(StreamId stream, Version version) throws IOException {
    disk.delete(file(stream, version));
    syncIfThere(folderOf(stream));
  }

  /** Deletes the files; their folders stay, empty. */
  @Override
  public synchronized void clear() throws IOException {
    for (String name : streamFolders()) {
      Path own = folder.resolve(name);
      for (String file : disk.list(own)) {
        if (FILE.matcher(file).matches()) {
          disk.delete(own.resolve(file));
        }
      }
      syncIfThere(own);
    }
  }

  private void syncIfThere(Path own) throws IOException {
    try {
      disk.syncFolder(own);
    } catch (NoSuchFileException e) {
      if (disk.exists(own)) {
        throw e;
      }
    }
  }

  /** Does nothing: no file stays open. */
  @Override
  public void close() {}
}
