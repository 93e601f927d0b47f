package dev.cairn.flow.internal;

import dev.cairn.flow.SqlQuery;
import dev.cairn.flow.ViewUnusableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A view's database file: makes it, hands out its connections, and puts it right when it was
 * deleted or damaged. All of that may happen at any time, from any process, so every connection
 * goes with the identity of the file that it was opened on.
 *
 * <p>A damaged file that bears our mark is moved aside, never deleted, and an empty one takes its
 * place: what it held is in the log. A file that does not bear our mark is never touched.
 * Thread-safe.
 */
public final class SqliteDatabase implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger("dev.cairn.flow");
  private static final Duration BUSY_WAIT_MAX = Duration.ofSeconds(10);
  private static final long BUSY_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int SET_ASIDE_MAX = 3;

  /** A file and the error that shows it is damaged. */
  private record Damage(ViewFile.Identity identity, Throwable evidence) {}

  private final Path file;
  private final Connector connector;
  private final InstantSource time;
  private final ReadPool readers;
  private final AtomicReference<@Nullable Damage> damage = new AtomicReference<>();
  private int setAside;

  /** Names the file; nothing is opened yet. */
  public SqliteDatabase(Path file, Connector connector, InstantSource time) {
    this.file = file.toAbsolutePath();
    this.connector = connector;
    this.time = time;
    this.readers = new ReadPool(this);
  }

  /** The database file. */
  public Path file() {
    return file;
  }

  Connector connector() {
    return connector;
  }

  InstantSource time() {
    return time;
  }

  /** Which file lies there now, if one does. */
  Optional<ViewFile.Identity> identity() {
    try {
      return ViewFile.identity(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a connection opened on that file is still of use. */
  boolean isGood(ViewFile.Identity opened) {
    Damage known = damage.get();
    return (known == null || !known.identity().equals(opened))
        && identity().filter(opened::equals).isPresent();
  }

  /**
   * Remembers that an error shows this file to be damaged; it is put right when it is next opened.
   */
  void report(ViewFile.Identity opened, Throwable evidence) {
    damage.set(new Damage(opened, evidence));
  }

  /**
   * Makes the file a view if it is none yet, and looks for damage.
   *
   * @throws ViewUnusableException if it cannot be one
   */
  public void prepare() {
    openWriter(true).close();
  }

  /** Opens a connection that writes to a file that is a view. */
  WriterConnection openWriter() {
    return openWriter(false);
  }

  private synchronized WriterConnection openWriter(boolean check) {
    long end = System.nanoTime() + BUSY_WAIT_MAX.toNanos();
    while (true) {
      try {
        settleDamage();
        return tryOpenWriter(check);
      } catch (IOException e) {
        throw new ViewUnusableException(file, e.toString(), e);
      } catch (SQLException e) {
        retryOrThrow(e, end);
      }
    }
  }

  private WriterConnection tryOpenWriter(boolean check) throws IOException, SQLException {
    Files.createDirectories(file.resolveSibling(".").normalize());
    if (SqliteHeader.of(file) == SqliteHeader.NOT_A_DATABASE) {
      throw new ViewUnusableException(
          file, "it is not a SQLite database; nothing was changed, name another file", null);
    }
    Optional<ViewFile.Identity> before = ViewFile.identity(file);
    Connection connection = connector.writer(file);
    try {
      SqliteLayout.ensure(connection, file);
      if (check) {
        SqliteLayout.check(connection);
      }
      Optional<ViewFile.Identity> after = ViewFile.identity(file);
      if (after.isPresent() && (before.isEmpty() || before.equals(after))) {
        return new WriterConnection(connection, after.get());
      }
      throw new SQLException("the file was replaced while it was opened; try again");
    } catch (SQLException | IOException | RuntimeException e) {
      close(connection, e);
      throw e;
    }
  }

  private void retryOrThrow(SQLException error, long end) {
    switch (SqliteFault.of(error)) {
      case BUSY -> {
        if (System.nanoTime() - end >= 0) {
          throw new ViewUnusableException(
              file, "another process holds its lock; end it or wait", error);
        }
        LockSupport.parkNanos(BUSY_PAUSE_NANOS);
      }
      case DAMAGED -> {
        ViewFile.Identity found =
            identity().orElseThrow(() -> new ViewUnusableException(file, "it is gone", error));
        report(found, error);
      }
      case INTERRUPTED, DISK, OTHER ->
          throw new ViewUnusableException(file, String.valueOf(error.getMessage()), error);
    }
  }

  private void settleDamage() throws IOException {
    Damage known = damage.get();
    if (known == null) {
      return;
    }
    if (identity().filter(known.identity()::equals).isEmpty()) {
      damage.compareAndSet(known, null);
      return;
    }
    if (SqliteHeader.of(file) != SqliteHeader.OURS || setAside == SET_ASIDE_MAX) {
      throw new ViewUnusableException(
          file,
          "it is damaged (%s); check the disk, then delete the file and it is made anew"
              .formatted(known.evidence().getMessage()),
          known.evidence());
    }
    setAside++;
    Path kept = ViewFile.setAside(file, time.instant());
    LOG.log(
        Level.WARNING,
        "The view {0} was damaged ({1}). It is kept as {2} and made anew from the log.",
        file,
        known.evidence().getMessage(),
        kept);
  }

  /** Reads from one state of the view, see {@link dev.cairn.flow.SqliteView#read}. */
  public <T> T read(SqlQuery<T> query) {
    return readers.read(query);
  }

  @Override
  public void close() {
    readers.close();
  }

  static void close(Connection connection, Exception reason) {
    try {
      connection.close();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  /**
   * A connection that writes, and the file it was opened on.
   *
   * @param connection the connection; not in a transaction
   * @param opened the file
   */
  record WriterConnection(Connection connection, ViewFile.Identity opened)
      implements AutoCloseable {

    /** Closes the connection, which rolls back what it has not committed. */
    @Override
    public void close() {
      try {
        connection.close();
      } catch (SQLException e) {
        LOG.log(Level.WARNING, "A connection to a view could not be closed.", e);
      }
    }
  }
}
