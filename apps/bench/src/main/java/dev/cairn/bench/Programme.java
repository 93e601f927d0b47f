package dev.cairn.bench;

import dev.cairn.bench.contest.Folders;
import dev.cairn.bench.contest.Peer;
import dev.cairn.bench.contest.Postgres;
import dev.cairn.bench.figures.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** All that is measured, in its order. */
final class Programme {

  /** Not measured, but needed by reads beside the peers. */
  static final String PEERS_TABLES = "peers";

  private Programme() {}

  /** Measures in a temporary folder, which is gone afterwards. */
  static Figures run(Sizes sizes, Rows rows) throws Exception {
    Figures figures = new Figures();
    List<Peer> peers = new CopyOnWriteArrayList<>();
    Path work = Files.createTempDirectory("cairn-bench");
    // A run that is interrupted leaves nothing behind either.
    Thread interrupted = Thread.ofPlatform().unstarted(() -> cleanUpQuietly(work, peers));
    Runtime.getRuntime().addShutdownHook(interrupted);
    try {
      startPeers(work, peers, figures);
      System.err.println("bench: warming up …");
      WarmUp.run(work.resolve("warm-up"), sizes.warmUp());
      measure(new Run(sizes, rows, work, peers, figures));
    } finally {
      cleanUp(work, peers);
      boolean _ = Runtime.getRuntime().removeShutdownHook(interrupted);
    }
    return figures;
  }

  private static void measure(Run run) throws Exception {
    new Appends(run).measure();
    new StartUp(run).measure();
    new Tagged(run).measure();
    run.step(PEERS_TABLES, () -> fillPeers(run));
    new LongStreams(run).measure();
    new LargeStore(run).measure();
  }

  private static void cleanUp(Path work, List<Peer> peers) throws IOException {
    try {
      for (Peer peer : peers) {
        peer.close();
      }
    } finally {
      Folders.delete(work);
    }
  }

  private static void cleanUpQuietly(Path work, List<Peer> peers) {
    try {
      cleanUp(work, peers);
    } catch (IOException e) {
      System.err.println("bench: could not delete all of " + work + ": " + e.getMessage());
    }
  }

  private static void startPeers(Path work, List<Peer> peers, Figures figures)
      throws IOException, InterruptedException {
    peers.add(Peer.sqlite(Files.createDirectory(work.resolve("sqlite"))));
    try {
      Postgres.start()
          .ifPresentOrElse(
              peers::add,
              () -> figures.skip(Postgres.NAME, "no server is installed (postgres and initdb)"));
    } catch (IOException e) {
      figures.skip(Postgres.NAME, "its server did not start: " + e.getMessage());
    }
  }

  private static void fillPeers(Run run) throws SQLException {
    for (Peer peer : run.peers()) {
      peer.fill(run.sizes().peerEvents(), run.sizes().longStream());
    }
  }
}
