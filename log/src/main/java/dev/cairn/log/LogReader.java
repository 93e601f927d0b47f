package dev.cairn.log;

import dev.cairn.AppendResult;
import dev.cairn.Cursor;
import dev.cairn.Filter;
import dev.cairn.Position;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.RequestKey;
import dev.cairn.StoreId;
import dev.cairn.StreamId;
import dev.cairn.StreamInfo;
import dev.cairn.Subscription;
import dev.cairn.Version;
import dev.cairn.log.internal.Follower;
import dev.cairn.log.internal.Reads;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads the store in a folder beside its writer, from this process or any other, and changes
 * nothing. It sees what the writer has marked as durable and, where that mark is lost or older than
 * the log, what the files prove to be durable by themselves: all but the last group write. {@link
 * #bytesBeyondHead} tells of bytes that are not shown until a writer opens the store again. Where
 * the log is damaged, reads deliver what lies before, and then the damage instead of an end; what
 * cannot be told without the rest, such as a version, is refused with it. Thread-safe.
 */
public final class LogReader implements EventLog {

  private final Follower follower;

  private LogReader(Follower follower) {
    this.follower = follower;
  }

  /** Opens a store with {@link LogOptions#standard}. */
  public static LogReader open(Path folder) {
    return open(folder, LogOptions.standard());
  }

  /**
   * Opens the store in a folder.
   *
   * @throws dev.cairn.MissingStoreException if there is none
   */
  public static LogReader open(Path folder, LogOptions options) {
    return new LogReader(Follower.open(folder, options.disk()));
  }

  @Override
  public long bytesBeyondHead() {
    return follower.bytesBeyondHead();
  }

  private Reads fresh() {
    follower.refresh();
    return follower.reads();
  }

  @Override
  public StoreId id() {
    return follower.header().id();
  }

  @Override
  public String origin() {
    return follower.header().origin();
  }

  /** All that it shows is durable, also beside a writer whose durability is relaxed. */
  @Override
  public Position durableHead() {
    return fresh().durableHead();
  }

  @Override
  public Position head() {
    return fresh().head();
  }

  @Override
  public Cursor<RecordedEvent> read(ReadRequest request) {
    return fresh().read(request);
  }

  @Override
  public Subscription subscribe(Filter filter, Position after) {
    return follower.subscribe(filter, after);
  }

  @Override
  public Version version(StreamId stream) {
    return fresh().version(stream);
  }

  @Override
  public Cursor<RecordedEvent> find(UUID id) {
    return fresh().find(id);
  }

  @Override
  public Cursor<StreamInfo> streams() {
    return fresh().streams();
  }

  @Override
  public Optional<AppendResult> find(RequestKey request) {
    return fresh().find(request);
  }

  @Override
  public void close() {
    follower.close();
  }
}
