package dev.cairn.log.internal;

import dev.cairn.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Saves the index of the active segment at any moment, as closing does when it has grown. */
public final class IndexSaving {

  private IndexSaving() {}

  /** Saves it; whoever holds the store need not know. */
  public static void save(Disk disk, Path folder) throws IOException {
    Loader loader = new Loader(disk, folder);
    List<Long> sealed = Segment.sealed(disk, folder);
    long first = 1;
    if (!sealed.isEmpty()) {
      long before = sealed.getLast();
      Segment last = loader.open(before, folder.resolve(Segment.sealedName(before)));
      scan(last);
      first = last.last() + 1;
      last.file().close();
    }
    Segment active = loader.open(first, folder.resolve(Segment.ACTIVE));
    scan(active);
    if (active.index().recentCount() > 0) {
      loader.save(active);
    }
    active.file().close();
  }

  private static void scan(Segment segment) throws IOException {
    long size = segment.file().size();
    var _ = new TailScan(segment, size).run(size);
  }
}
