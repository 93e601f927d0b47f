package dev.cairn.bank;

import dev.cairn.EventStore;
import dev.cairn.Position;
import dev.cairn.bank.demo.Demo;
import dev.cairn.bank.http.BankServer;
import dev.cairn.bank.notice.AccountNotices;
import dev.cairn.bank.notice.NoticeOptions;
import dev.cairn.bank.view.BankView;
import dev.cairn.flow.StateFolder;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogStore;
import dev.cairn.model.SnapshotFiles;
import dev.cairn.model.Snapshots;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A running bank: its store, the tree of its log, snapshots, view, notices where they are wanted,
 * and server, which end in the opposite order.
 */
public final class BankApp implements AutoCloseable {

  private static final String STORE = "store";
  private static final String VIEW = "bank.sqlite";
  private static final String KEYS = "keys";

  /** What an event waits at most to be signed, beside the signing itself. */
  private static final Duration SIGNING = Duration.ofSeconds(2);

  private final EventStore store;
  private final PublicLog log;
  private final Snapshots snapshots;
  private final BankView view;
  private final @Nullable AccountNotices notices;
  private final BankServer server;
  private final AtomicBoolean closed = new AtomicBoolean();

  private BankApp(
      EventStore store,
      PublicLog log,
      Snapshots snapshots,
      BankView view,
      @Nullable AccountNotices notices,
      BankServer server) {
    this.store = store;
    this.log = log;
    this.snapshots = snapshots;
    this.view = view;
    this.notices = notices;
    this.server = server;
  }

  /** A bank that sends no mails; otherwise like the other one. */
  public static BankApp start(Path data, int port, boolean demo) {
    return start(data, port, demo, Optional.empty());
  }

  /**
   * Opens the store {@code store/} and the view {@code bank.sqlite} in a folder and starts to serve
   * once the view shows every event of the store. The log is signed with the keys in {@code keys/}.
   *
   * @param data the folder; made where it is missing
   * @param port the port on this machine; 0 for any that is free
   * @param demo whether a store without events gets the demonstration
   * @param mails how the office is told of new accounts by mail; empty for not at all
   * @throws dev.cairn.StoreException if the store cannot be opened
   */
  public static BankApp start(Path data, int port, boolean demo, Optional<NoticeOptions> mails) {
    Path folder = data.resolve(STORE);
    LogStore store = LogStore.open(folder);
    try {
      if (demo && store.head().equals(Position.START)) {
        Demo.make().recordIn(store);
      }
      PublicLog log =
          PublicLog.open(folder, store, LogOptions.standard(), data.resolve(KEYS), SIGNING);
      try {
        return start(store, log, data, port, mails);
      } catch (RuntimeException e) {
        log.close();
        throw e;
      }
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static BankApp start(
      EventStore store, PublicLog log, Path data, int port, Optional<NoticeOptions> mails) {
    Path files = data.resolve(STORE).resolve(SnapshotFiles.FOLDER);
    Snapshots snapshots = Snapshots.of(store, SnapshotFiles.in(files));
    StateFolder state = StateFolder.of(LogOptions.standard().disk(), data.resolve(STORE));
    try {
      BankView view = BankView.open(store, state, data.resolve(VIEW));
      try {
        AccountNotices notices = notices(store, state, mails);
        try {
          Bank bank = new Bank(store, snapshots);
          BankServer server = BankServer.start(bank, view, Optional.of(log), port);
          return new BankApp(store, log, snapshots, view, notices, server);
        } catch (RuntimeException e) {
          if (notices != null) {
            notices.close();
          }
          throw e;
        }
      } catch (RuntimeException e) {
        view.close();
        throw e;
      }
    } catch (RuntimeException e) {
      snapshots.close();
      throw e;
    }
  }

  private static @Nullable AccountNotices notices(
      EventStore store, StateFolder state, Optional<NoticeOptions> mails) {
    return mails.map(options -> AccountNotices.start(store, state, options)).orElse(null);
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /**
   * Stops to serve, then to follow and to send, writes the snapshots that are due, signs the log,
   * then closes the store. Closing again does nothing.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try (store;
          log;
          snapshots;
          view;
          notices;
          server) {
        // Each is closed, the last one first, whatever closing another one throws.
      }
    }
  }
}
