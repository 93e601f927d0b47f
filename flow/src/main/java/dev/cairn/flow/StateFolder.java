package dev.cairn.flow;

import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskLock;
import dev.cairn.flow.internal.DamagedStateException;
import dev.cairn.flow.internal.FailureNote;
import dev.cairn.flow.internal.Lease;
import dev.cairn.flow.internal.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where processors keep their checkpoints and leases: the folder {@code state/} of a store.
 *
 * @param disk the disk it is on
 * @param path the folder; made when it is first used
 */
public record StateFolder(Disk disk, Path path) {

  /** The folder in that of a store. */
  public static StateFolder of(Disk disk, Path store) {
    return new StateFolder(disk, store.resolve("state"));
  }

  /**
   * How far a processor is, for those who do not run it; empty if it has no checkpoint.
   *
   * @throws CheckpointLostException if its checkpoint is damaged
   * @throws IOException if it cannot be read
   */
  public Optional<ProcessorStand> stand(String processor) throws IOException {
    StateFile file = new StateFile(disk, path, ProcessorNames.checked(processor));
    try {
      return file.read()
          .map(saved ->
              new ProcessorStand(
                  saved.at().position(), saved.ahead(), saved.attempts(), saved.epoch()));
    } catch (DamagedStateException e) {
      throw new CheckpointLostException(processor, file.file(), String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Why a processor ended by itself, if it did and was not started since.
   *
   * @throws IOException if that cannot be read
   */
  public Optional<String> failure(String processor) throws IOException {
    return failureNote(ProcessorNames.checked(processor)).read();
  }

  FailureNote failureNote(String processor) {
    return new FailureNote(disk, path, processor);
  }

  /**
   * Whether some process runs a processor, or waits to run it.
   *
   * @throws IOException if that cannot be told
   */
  public boolean isRunning(String processor) throws IOException {
    Path lock = Lease.lock(path, ProcessorNames.checked(processor));
    if (!disk.exists(lock)) {
      return false;
    }
    Optional<DiskLock> free = disk.tryLock(lock);
    if (free.isPresent()) {
      free.get().close();
    }
    return free.isEmpty();
  }
}
