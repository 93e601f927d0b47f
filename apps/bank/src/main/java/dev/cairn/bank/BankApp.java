package dev.cairn.bank;

import dev.cairn.EventStore;
import dev.cairn.Position;
import dev.cairn.bank.demo.Demo;
import dev.cairn.bank.http.BankServer;
import dev.cairn.bank.view.BankView;
import dev.cairn.log.LogStore;
import dev.cairn.model.SnapshotFiles;
import dev.cairn.model.Snapshots;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** A running bank: its store, snapshots, view and server, which end in the opposite order. */
public final class BankApp implements AutoCloseable {

  private static final String STORE = "store";
  private static final String VIEW = "bank.sqlite";

  private final EventStore store;
  private final Snapshots snapshots;
  private final BankView view;
  private final BankServer server;
  private final AtomicBoolean closed = new AtomicBoolean();

  private BankApp(EventStore store, Snapshots snapshots, BankView view, BankServer server) {
    this.store = store;
    this.snapshots = snapshots;
    this.view = view;
    this.server = server;
  }

  /**
   * Opens the store {@code store/} and the view {@code bank.sqlite} in a folder and starts to serve
   * once the view shows every event of the store.
   *
   * @param data the folder; made where it is missing
   * @param port the port on this machine; 0 for any that is free
   * @param demo whether a store without events gets the demonstration
   * @throws dev.cairn.StoreException if the store cannot be opened
   */
  public static BankApp start(Path data, int port, boolean demo) {
    Path folder = data.resolve(STORE);
    EventStore store = LogStore.open(folder);
    Snapshots snapshots =
        Snapshots.of(store, SnapshotFiles.in(folder.resolve(SnapshotFiles.FOLDER)));
    try {
      if (demo && store.head().equals(Position.START)) {
        Demo.make().recordIn(store);
      }
      return start(store, snapshots, data.resolve(VIEW), port);
    } catch (RuntimeException e) {
      snapshots.close();
      store.close();
      throw e;
    }
  }

  private static BankApp start(EventStore store, Snapshots snapshots, Path file, int port) {
    BankView view = BankView.open(store, file);
    try {
      return new BankApp(
          store, snapshots, view, BankServer.start(new Bank(store, snapshots), view, port));
    } catch (RuntimeException e) {
      view.close();
      throw e;
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /**
   * Stops to serve, then to follow, writes the snapshots that are due, then closes the store.
   * Closing again does nothing.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try (store;
          snapshots;
          view;
          server) {
        // Each is closed, the last one first, whatever closing another one throws.
      }
    }
  }
}
