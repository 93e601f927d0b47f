package dev.cairn.log.internal;

import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.log.LogLines.Place;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the files of a log, one after the other, and over the lines of each, whatever they
 * hold, without the help of any index. What is sealed while it walks is met once. Used by one
 * thread at a time.
 */
public final class LineWalk implements AutoCloseable {

  private final Disk disk;
  private final Path folder;
  private final boolean beyond;
  private final RecentNames names = new RecentNames();

  /** Where the first file is entered. */
  private final Place begin;

  private Path path;
  private @Nullable DiskFile file;
  private @Nullable LineScanner lines;
  private @Nullable LogEvent event;
  private long segment;
  private long durable;
  private long size;
  private long line;
  private long expected;
  private boolean begun;
  private boolean ended;

  /**
   * Begins at a place.
   *
   * @param beyond whether to walk on behind what is durable, up to what is filler
   */
  public LineWalk(Disk disk, Path folder, boolean beyond, Place begin) {
    this.disk = disk;
    this.folder = folder;
    this.path = folder;
    this.beyond = beyond;
    this.begin = begin;
    this.segment = begin.segment();
    this.expected = begin.position();
  }

  /** Moves to the next file; false if there is none. */
  boolean nextFile() throws IOException {
    while (!ended) {
      close();
      List<Long> unread = unread();
      if (!unread.isEmpty()) {
        open(unread.getFirst(), folder.resolve(Segment.sealedName(unread.getFirst())));
        durable = size;
      } else if (!openActive()) {
        continue;
      }
      enter();
      return true;
    }
    return false;
  }

  /** Opens the active segment; false if it is not there, or no longer the active one. */
  private boolean openActive() throws IOException {
    try {
      open(begun ? expected : segment, folder.resolve(Segment.ACTIVE));
    } catch (NoSuchFileException e) {
      ended = unread().isEmpty();
      return false;
    }
    if (!unread().isEmpty()) {
      return false;
    }
    ended = true;
    durable = durable(opened());
    size = beyond ? Filler.begin(opened(), 0, size) : size;
    return true;
  }

  private void open(long first, Path next) throws IOException {
    file = disk.open(next, Disk.Access.READ);
    path = next;
    segment = first;
    size = opened().size();
  }

  private DiskFile opened() {
    return Objects.requireNonNull(file, "no file");
  }

  private void enter() {
    boolean inside = !begun && segment == begin.segment();
    expected = inside ? begin.position() : segment;
    line = inside ? begin.line() : 0;
    lines =
        new LineScanner(
            opened(), inside ? begin.offset() : 0, beyond ? size : Math.min(size, durable));
    begun = true;
  }

  private List<Long> unread() throws IOException {
    long from = begun ? segment + 1 : segment;
    return Segment.sealed(disk, folder).stream().filter(first -> first >= from).toList();
  }

  /** How far the active segment is durable: by the mark, or proven by its own lines. */
  private long durable(DiskFile active) throws IOException {
    HeadMark mark = HeadFile.read(disk, folder).orElse(HeadMark.NONE);
    if (mark.segment() > segment) {
      return size;
    }
    boolean here = mark.segment() == segment && mark.position() > 0;
    long from = here ? mark.length() : 0;
    long position = here ? mark.position() + 1 : segment;
    return from < size ? ProvenEnd.of(active, from, position, size) : from;
  }

  /** Moves to the next line of the file; false at its end. */
  boolean nextLine() throws IOException {
    LineScanner scanner = scanner();
    event = null;
    if (!scanner.next()) {
      return false;
    }
    line++;
    event = scanner.isSound() ? parsed(scanner.bytes()) : null;
    expected = event == null ? expected + 1 : event.sequence() + 1;
    return true;
  }

  private @Nullable LogEvent parsed(byte[] bytes) {
    try {
      return LogEvent.parse(bytes, names);
    } catch (IllegalArgumentException | ArithmeticException e) {
      return null;
    }
  }

  private LineScanner scanner() {
    return Objects.requireNonNull(lines, "no file");
  }

  /** Moves to the next line of this file or one behind it; false if there is none. */
  public boolean next() throws IOException {
    while (lines == null || !nextLine()) {
      if (!nextFile()) {
        return false;
      }
    }
    return true;
  }

  /** The event of the line; null if its checksum does not fit, or it is none. */
  public @Nullable LogEvent event() {
    return event;
  }

  /** Whether the line begins within what is durable. */
  public boolean isDurable() {
    return scanner().from() < durable;
  }

  /** The file. */
  public Path path() {
    return path;
  }

  /** The first position of the file. */
  long segment() {
    return segment;
  }

  /** Bytes of the file that are durable; more than it has, if it was cut. */
  long durable() {
    return durable;
  }

  /** Bytes of the file. */
  long size() {
    return size;
  }

  /** Where the line begins in its file. */
  public long from() {
    return scanner().from();
  }

  /** Behind the line and its line feed. */
  public long to() {
    return scanner().to();
  }

  /** The number of the line in its file, from 1. */
  public long line() {
    return line;
  }

  /** Behind the line. */
  public Place place() {
    return new Place(segment, to(), line, expected);
  }

  @Override
  public void close() throws IOException {
    DiskFile open = file;
    file = null;
    lines = null;
    event = null;
    if (open != null) {
      open.close();
    }
  }
}
