package dev.cairn.disk;

import java.io.IOException;

/** An exclusive lock that is held until it is closed or its process ends, however it ends. */
public interface DiskLock extends AutoCloseable {

  @Override
  void close() throws IOException;
}
