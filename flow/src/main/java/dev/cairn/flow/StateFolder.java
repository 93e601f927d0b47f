package dev.cairn.flow;

import dev.cairn.disk.Disk;
import java.nio.file.Path;

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
}
