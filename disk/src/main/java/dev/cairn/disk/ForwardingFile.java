package dev.cairn.disk;

import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file that leaves everything to another, for those that change something. */
public abstract class ForwardingFile implements DiskFile {

  private final DiskFile below;

  /** Forwards to a file, which is closed with this one. */
  protected ForwardingFile(DiskFile below) {
    this.below = below;
  }

  @Override
  public int read(ByteBuffer into, long at) throws IOException {
    return below.read(into, at);
  }

  @Override
  public void write(ByteBuffer from, long at) throws IOException {
    below.write(from, at);
  }

  @Override
  public void sync() throws IOException {
    below.sync();
  }

  @Override
  public long size() throws IOException {
    return below.size();
  }

  @Override
  public void truncate(long size) throws IOException {
    below.truncate(size);
  }

  @Override
  public void close() throws IOException {
    below.close();
  }
}
