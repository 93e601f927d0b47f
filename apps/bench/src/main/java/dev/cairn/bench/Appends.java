package dev.cairn.bench;

import dev.cairn.bench.contest.Appender;
import dev.cairn.bench.contest.Contest;
import dev.cairn.bench.contest.Crew;
import dev.cairn.bench.contest.Folders;
import dev.cairn.bench.contest.LogAppender;
import dev.cairn.bench.contest.Peer;
import dev.cairn.bench.contest.RawFile;
import dev.cairn.bench.contest.Streams;
import dev.cairn.bench.contest.Workload;
import dev.cairn.log.Durability;
import dev.cairn.log.LogOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Appends: single ones, batches, asynchronous ones, and those that do not wait for a sync. */
final class Appends {

  private static final List<Integer> WRITERS = List.of(1, 8, 64, 256);
  private static final int IN_FLIGHT = 1_024;
  private static final String ASYNC = "async/" + IN_FLIGHT;
  private static final List<Integer> RELAXED_WRITERS = List.of(1, 64);
  private static final String RELAXED = "relaxed/";
  private static final Durability WITHIN_100_MS = Durability.mayLoseLatest(Duration.ofMillis(100));
  private static final String EVENTS = "events/s";

  private final Run run;

  Appends(Run run) {
    this.run = run;
  }

  /** The rows, in their order. */
  static List<String> rows(Sizes sizes) {
    List<String> rows = new ArrayList<>();
    WRITERS.forEach(writers -> rows.add("single/" + writers));
    rows.add(ASYNC);
    RELAXED_WRITERS.forEach(writers -> rows.add(RELAXED + writers));
    for (int batch : sizes.batches()) {
      WRITERS.forEach(writers -> rows.add("batch-%d/%d".formatted(batch, writers)));
    }
    return rows;
  }

  void measure() throws Exception {
    for (int writers : WRITERS) {
      synchronous("single/" + writers, writers, 1, true);
    }
    async();
    for (int writers : RELAXED_WRITERS) {
      relaxed(RELAXED + writers, Crew.of(writers));
    }
    for (int batch : run.sizes().batches()) {
      for (int writers : WRITERS) {
        synchronous("batch-%d/%d".formatted(batch, writers), writers, batch, writers == 64);
      }
    }
  }

  private void synchronous(String row, int writers, int batch, boolean peers) throws Exception {
    run.step(
        row,
        () -> {
          Path folder = Files.createDirectory(run.work().resolve("appends"));
          Path prepared = run.work().resolve("prepared");
          try (Closing all = new Closing()) {
            Crew crew = Crew.of(writers);
            int bytes = LogAppender.appendBytes(folder.resolve("line"), batch);
            Contest contest =
                new Contest()
                    .with(
                        "limit",
                        runner(crew, all.keep(RawFile.growing(folder.resolve("a"), batch, bytes))))
                    .with(
                        Contest.CAIRN,
                        runner(crew, all.keep(new LogAppender(folder.resolve("log"), batch))))
                    .with(
                        "prepared",
                        runner(crew, all.keep(RawFile.prepared(prepared, batch, bytes))));
            for (Peer peer : peers ? run.peers() : List.<Peer>of()) {
              contest.with(peer.name(), runner(crew, all.keep(peer.appender(writers, batch))));
            }
            run.hold(contest, row, EVENTS);
          } finally {
            Folders.delete(folder);
          }
        });
  }

  private static Contest.Runner runner(Crew crew, Appender appender) {
    return new Streams(crew.workers(), Workload.STREAMS, 0).runner(crew, appender);
  }

  private void async() throws Exception {
    run.step(
        ASYNC,
        () -> {
          Path folder = Files.createDirectory(run.work().resolve("async"));
          int bytes = LogAppender.appendBytes(folder.resolve("line"), 1);
          try (RawFile raw = RawFile.growing(folder.resolve("a"), 1, bytes);
              LogAppender log = new LogAppender(folder.resolve("log"), 1)) {
            Contest contest =
                new Contest()
                    .with("limit", time -> raw.runAsync(IN_FLIGHT, time))
                    .with(Contest.CAIRN, log.async(IN_FLIGHT));
            run.hold(contest, ASYNC, EVENTS);
          } finally {
            Folders.delete(folder);
          }
        });
  }

  /** The peers stay as durable as they are in the other rows. */
  private void relaxed(String row, Crew crew) throws Exception {
    run.step(
        row,
        () -> {
          Path folder = Files.createDirectory(run.work().resolve("relaxed"));
          LogOptions options = LogOptions.standard().withDurability(WITHIN_100_MS);
          try (Closing all = new Closing()) {
            int bytes = LogAppender.appendBytes(folder.resolve("line"), 1);
            Contest contest =
                new Contest()
                    .with(
                        "limit",
                        runner(crew, all.keep(RawFile.unsynced(folder.resolve("a"), 1, bytes))))
                    .with(
                        Contest.CAIRN,
                        runner(crew, all.keep(new LogAppender(folder.resolve("log"), 1, options))));
            for (Peer peer : run.peers()) {
              contest.with(peer.name(), runner(crew, all.keep(peer.appender(crew.workers(), 1))));
            }
            run.hold(contest, row, EVENTS);
          } finally {
            Folders.delete(folder);
          }
        });
  }

  /** Closes what was kept, the last one first. */
  private static final class Closing implements AutoCloseable {

    private final Deque<Appender> kept = new ArrayDeque<>();

    Appender keep(Appender appender) {
      kept.push(appender);
      return appender;
    }

    @Override
    public void close() throws IOException, SQLException {
      for (Appender appender : kept) {
        appender.close();
      }
    }
  }
}
