package dev.cairn.flow.internal;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;

/** What an error of SQLite means for the flow. */
public enum SqliteFault {
  /** Somebody else holds the lock that was needed. */
  BUSY,
  /** The file is not what SQLite wrote. */
  DAMAGED,
  /** It was told to give up. */
  INTERRUPTED,
  /** The disk is full, or could not be read or written. */
  DISK,
  /** Anything else. */
  OTHER;

  /** Finds the first error of SQLite among the causes of an error. */
  public static SqliteFault of(Throwable error) {
    for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SqliteLayout.DamagedFileException) {
        return DAMAGED;
      }
      if (cause instanceof SQLiteException sqlite) {
        return of(sqlite);
      }
    }
    return OTHER;
  }

  private static SqliteFault of(SQLException error) {
    // The low byte of an extended result code is the code itself.
    return switch (error.getErrorCode() & 0xff) {
      case 5, 6 -> BUSY;
      case 9 -> INTERRUPTED;
      case 10, 13 -> DISK;
      case 11, 26 -> DAMAGED;
      default -> OTHER;
    };
  }
}
