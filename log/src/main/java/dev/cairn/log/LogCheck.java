package dev.cairn.log;

import dev.cairn.log.internal.CheckPass;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** Reads every durable byte of a store and judges it, beside a writer or without one. */
public final class LogCheck {

  /** Most damages of one report. */
  public static final int DAMAGES_MAX = 1_000;

  private LogCheck() {}

  /**
   * Checks of every line: checksum, JSON, position, commit, version within its stream, time, and
   * that no append is in part. Changes nothing.
   *
   * @param eventsDone told now and then how many events were read
   * @throws dev.cairn.MissingStoreException if there is no store
   */
  public static CheckReport run(Path folder, LogOptions options, LongConsumer eventsDone) {
    return new CheckPass(folder, options.disk(), DAMAGES_MAX, eventsDone).run();
  }
}
