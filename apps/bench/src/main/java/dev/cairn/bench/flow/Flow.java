package dev.cairn.bench.flow;

import dev.cairn.bench.contest.Contest.Pace;
import dev.cairn.bench.contest.Folders;
import dev.cairn.bench.contest.LocalServer;
import dev.cairn.bench.figures.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What it costs to tell others of events: relays and views beside the appends, and each alone.
 *
 * @param warmUp how long appends are made and followed before anything is measured
 * @param appends how long and how often appends are measured
 * @param lags the same for those at a steady rate
 * @param passes the same for what works off a backlog
 * @param events of the log that views are made anew from
 * @param backlog events that a relay has to send
 */
public record Flow(Duration warmUp, Pace appends, Pace lags, Pace passes, int events, int backlog) {

  private static final List<Integer> WRITERS = List.of(8, 64, 256);
  private static final List<Integer> STREAMS = List.of(1_000, 10_000);
  private static final String NO_REDIS = "no redis-server is installed";
  private static final String NO_NATS = "no nats-server is installed";
  private static final String TO_REDIS = "relay-redis/1";
  private static final String TO_REDIS_SYNCED = "relay-redis-synced/1";
  private static final String TO_NATS = "relay-nats/1";

  /** Within five minutes. */
  public static Flow usual() {
    return new Flow(
        Duration.ofSeconds(15),
        new Pace(Duration.ofSeconds(4), Duration.ofSeconds(1), 5),
        new Pace(Duration.ofSeconds(4), Duration.ofSeconds(3), 5),
        new Pace(Duration.ofSeconds(3), Duration.ofSeconds(1), 5),
        200_000,
        20_000);
  }

  /** Within two minutes. */
  public static Flow quick() {
    return new Flow(
        Duration.ofSeconds(8),
        new Pace(Duration.ofMillis(1_500), Duration.ofMillis(500), 3),
        new Pace(Duration.ofSeconds(2), Duration.ofSeconds(1), 3),
        new Pace(Duration.ofSeconds(1), Duration.ofMillis(500), 3),
        100_000,
        20_000);
  }

  /** Measures in a temporary folder, which is gone afterwards, also where it is interrupted. */
  public Figures run() throws Exception {
    Figures figures = new Figures();
    Path work = Files.createTempDirectory("cairn-flow");
    List<LocalServer> servers = new CopyOnWriteArrayList<>();
    Thread interrupted = Thread.ofPlatform().unstarted(() -> cleanUpQuietly(work, servers));
    Runtime.getRuntime().addShutdownHook(interrupted);
    try {
      measure(work, servers, figures);
    } finally {
      cleanUp(work, servers);
      boolean _ = Runtime.getRuntime().removeShutdownHook(interrupted);
    }
    return figures;
  }

  private void measure(Path work, List<LocalServer> servers, Figures figures) throws Exception {
    Optional<LocalServer> redis = LocalServer.redis(work.resolve("redis"), "everysec");
    redis.ifPresent(servers::add);
    Optional<LocalServer> nats = LocalServer.nats(work.resolve("nats"));
    nats.ifPresent(servers::add);
    followed(work, redis, nats, figures);
    for (int streams : STREAMS) {
      Rebuilding rebuilding = new Rebuilding(work.resolve("views-" + streams), events, streams);
      say(rebuilding.row());
      rebuilding.measure(passes, figures);
      Folders.delete(rebuilding.folder());
    }
    relays(work, redis, nats, figures);
    redis.ifPresent(LocalServer::close);
    Optional<LocalServer> synced = LocalServer.redis(work.resolve("redis-synced"), "always");
    synced.ifPresent(servers::add);
    redis(TO_REDIS_SYNCED, work, synced, figures);
  }

  private void followed(
      Path work, Optional<LocalServer> redis, Optional<LocalServer> nats, Figures figures)
      throws Exception {
    if (redis.isEmpty()) {
      WRITERS.forEach(writers -> figures.skip(Attached.row(writers), NO_REDIS));
      figures.skip(Lagging.ROW_ALL, NO_REDIS);
      lags(work, List.of(), figures);
      return;
    }
    try (Destination first = new RedisDestination(redis.get());
        Destination second =
            nats.isPresent()
                ? new NatsDestination(nats.get())
                : new RedisDestination(redis.get())) {
      List<Destination> destinations = List.of(first, second);
      Attached attached = new Attached(work.resolve("appends"), destinations);
      attached.warmUp(WRITERS.getLast(), warmUp);
      for (int writers : WRITERS) {
        say(Attached.row(writers));
        attached.measure(writers, appends, figures);
      }
      lags(work, destinations, figures);
    }
  }

  private void lags(Path work, List<Destination> destinations, Figures figures) throws Exception {
    say(Lagging.ROW);
    new Lagging(work.resolve("lag"), destinations).measure(lags, figures);
  }

  private void relays(
      Path work, Optional<LocalServer> redis, Optional<LocalServer> nats, Figures figures)
      throws Exception {
    redis(TO_REDIS, work, redis, figures);
    if (nats.isEmpty()) {
      figures.skip(TO_NATS, NO_NATS);
      return;
    }
    try (Destination destination = new NatsDestination(nats.get())) {
      relay(TO_NATS, work, destination, figures);
    }
  }

  private void redis(String row, Path work, Optional<LocalServer> server, Figures figures)
      throws Exception {
    if (server.isEmpty()) {
      figures.skip(row, NO_REDIS);
      return;
    }
    try (Destination destination = new RedisDestination(server.get())) {
      relay(row, work, destination, figures);
    }
  }

  private void relay(String row, Path work, Destination destination, Figures figures)
      throws Exception {
    say(row);
    Path folder = work.resolve(row.replace('/', '-'));
    new Relaying(row, folder, backlog).measure(destination, passes, figures);
    Folders.delete(folder);
  }

  private static void say(String row) {
    System.err.println("bench: " + row + " …");
  }

  private static void cleanUp(Path work, List<LocalServer> servers) throws IOException {
    servers.forEach(LocalServer::close);
    Folders.delete(work);
  }

  private static void cleanUpQuietly(Path work, List<LocalServer> servers) {
    try {
      cleanUp(work, servers);
    } catch (IOException e) {
      System.err.println("bench: could not delete all of " + work + ": " + e.getMessage());
    }
  }
}
