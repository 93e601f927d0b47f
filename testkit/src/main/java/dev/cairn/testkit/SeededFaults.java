package dev.cairn.testkit;

import dev.cairn.disk.DiskFullException;
import java.io.IOException;
import java.nio.file.FileSystemException;

/**
 * Faults that follow from a seed: a {@link FaultyDisk} that is watched by this one fails now and
 * then, in every way it can. One fault at a time, and none after it, so that what follows shows how
 * the program took it. Used by one thread.
 */
public final class SeededFaults implements FaultyDisk.Watcher {

  private static final int CHANCE_IN = 60;
  private static final int SHORT_BYTES_MAX = 5_000;

  private final FaultyDisk disk;
  private final MemoryDisk memory;
  private final SeededRandom random;
  private final FaultLedger ledger;
  private boolean struck;

  /**
   * Faults for one piece of work.
   *
   * @param disk the disk that is watched
   * @param memory the disk below it, of which syncs fail
   * @param ledger counts what strikes
   */
  public SeededFaults(FaultyDisk disk, MemoryDisk memory, SeededRandom random, FaultLedger ledger) {
    this.disk = disk;
    this.memory = memory;
    this.random = random;
    this.ledger = ledger;
  }

  @Override
  public void before(long number, FaultyDisk.Call call) throws IOException {
    if (struck || random.nextInt(CHANCE_IN) != 0) {
      return;
    }
    struck = true;
    switch (call.operation()) {
      case SYNC -> sync();
      case WRITE -> write();
      case OPEN -> open();
      case RENAME -> full();
      default -> failed();
    }
  }

  private void sync() {
    StorageModel model = random.oneOf(java.util.List.of(StorageModel.values()));
    ledger.hit(model.kind());
    memory.failNextSync(model, random.nextLong());
  }

  private void write() {
    boolean full = random.nextBoolean();
    ledger.hit(full ? FaultKind.NO_SPACE : FaultKind.IO_ERROR);
    ledger.hit(FaultKind.SHORT_WRITE);
    disk.inject(
        Fault.at(
                FaultyDisk.Operation.WRITE,
                1,
                full
                    ? () -> new DiskFullException("No space left on device")
                    : () -> new IOException("Input/output error"))
            .afterBytes(random.nextInt(SHORT_BYTES_MAX)));
  }

  private void open() throws IOException {
    if (random.nextBoolean()) {
      ledger.hit(FaultKind.TOO_MANY_FILES);
      throw new FileSystemException("a file", null, "Too many open files");
    }
    full();
  }

  private void full() throws IOException {
    ledger.hit(FaultKind.NO_SPACE);
    throw new DiskFullException("No space left on device");
  }

  private void failed() throws IOException {
    ledger.hit(FaultKind.IO_ERROR);
    throw new IOException("Input/output error");
  }
}
