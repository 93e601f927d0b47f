package dev.cairn.testkit;

import dev.cairn.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;

/** An open file of a {@link MemoryDisk}; it stays what it is when its name changes or goes. */
final class MemoryFile implements DiskFile {

  private final MemoryDisk disk;
  private final MemoryContents contents;
  private final boolean writable;
  private boolean closed;

  MemoryFile(MemoryDisk disk, MemoryContents contents, boolean writable) {
    this.disk = disk;
    this.contents = contents;
    this.writable = writable;
  }

  @Override
  public int read(ByteBuffer into, long at) throws IOException {
    synchronized (disk) {
      requireOpen();
      return contents.read(into, at);
    }
  }

  @Override
  public void write(ByteBuffer from, long at) throws IOException {
    synchronized (disk) {
      requireWritable();
      disk.write(contents, from, at);
    }
  }

  @Override
  public void sync() throws IOException {
    synchronized (disk) {
      requireOpen();
      disk.sync(contents);
    }
  }

  @Override
  public long size() throws IOException {
    synchronized (disk) {
      requireOpen();
      return contents.size();
    }
  }

  @Override
  public void truncate(long size) throws IOException {
    synchronized (disk) {
      requireWritable();
      contents.truncate(size);
    }
  }

  private void requireOpen() throws IOException {
    disk.requirePower();
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  private void requireWritable() throws IOException {
    requireOpen();
    if (!writable) {
      throw new NonWritableChannelException();
    }
  }

  @Override
  public void close() {
    synchronized (disk) {
      closed = true;
    }
  }
}
