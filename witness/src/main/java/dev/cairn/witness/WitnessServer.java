package dev.cairn.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.merkle.AddCheckpoint;
import dev.cairn.merkle.SignedNote;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves a {@link Witness} over HTTP: {@code POST /add-checkpoint} and {@code GET
 * /<hash>/checkpoint}. A request is at most {@link AddCheckpoint#MOST_BYTES} long and has come
 * within {@link #MOST_READING}; at most {@link #MOST_AT_ONCE} are answered at once, the others are
 * told to come again.
 *
 * <p>It speaks plain HTTP/1.1. Towards the internet it belongs behind a proxy that speaks TLS and
 * bounds connections and the time their headers take, which the JDK's server does for a whole
 * process only ({@code jdk.httpserver.maxConnections}, {@code sun.net.httpserver.maxReqTime}).
 */
public final class WitnessServer implements AutoCloseable {

  /** The most requests that are answered at once. */
  public static final int MOST_AT_ONCE = 32;

  /** The most time that the body of a request may take. */
  public static final Duration MOST_READING = Duration.ofSeconds(10);

  private static final Logger LOG = System.getLogger(WitnessServer.class.getName());
  private static final Pattern CHECKPOINT = Pattern.compile("/([0-9a-f]{64})/checkpoint");
  private static final String ADD = "/add-checkpoint";
  private static final int BACKLOG = 64;

  private final Witness witness;
  private final Duration mostReading;
  private final Semaphore free;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  private WitnessServer(
      Witness witness, InetSocketAddress address, int mostAtOnce, Duration mostReading)
      throws IOException {
    this.witness = witness;
    this.mostReading = mostReading;
    this.free = new Semaphore(mostAtOnce);
    this.server = HttpServer.create(address, BACKLOG);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
  }

  /**
   * Begins to serve.
   *
   * @param address port 0 takes one that is free
   * @throws IOException if the address cannot be had
   */
  public static WitnessServer start(Witness witness, InetSocketAddress address) throws IOException {
    return start(witness, address, MOST_AT_ONCE, MOST_READING);
  }

  static WitnessServer start(
      Witness witness, InetSocketAddress address, int mostAtOnce, Duration mostReading)
      throws IOException {
    WitnessServer server = new WitnessServer(witness, address, mostAtOnce, mostReading);
    server.server.start();
    return server;
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!free.tryAcquire()) {
        send(exchange, WitnessAnswer.text(503, "too many requests at once; try again\n"));
        return;
      }
      try {
        send(exchange, answer(exchange));
      } finally {
        free.release();
      }
    }
  }

  private WitnessAnswer answer(HttpExchange exchange) {
    try {
      String path = exchange.getRequestURI().getPath();
      Matcher checkpoint = CHECKPOINT.matcher(path);
      if (path.equals(ADD)) {
        return exchange.getRequestMethod().equals("POST") ? add(exchange) : wrongMethod("POST");
      }
      if (checkpoint.matches()) {
        return exchange.getRequestMethod().equals("GET")
            ? latest(checkpoint.group(1))
            : wrongMethod("GET");
      }
      return WitnessAnswer.text(404, "there is POST " + ADD + " and GET /<hash>/checkpoint\n");
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "a request to the witness failed, and nothing was cosigned:", e);
      return WitnessAnswer.text(500, "the witness failed; nothing was cosigned\n");
    }
  }

  private static WitnessAnswer wrongMethod(String right) {
    return WitnessAnswer.text(405, "this is to be asked with " + right + "\n");
  }

  private WitnessAnswer add(HttpExchange exchange) throws IOException {
    Optional<byte[]> body = body(exchange);
    if (body.isEmpty()) {
      return WitnessAnswer.text(408, "the request did not come in time\n");
    }
    if (body.get().length > AddCheckpoint.MOST_BYTES) {
      return WitnessAnswer.text(
          413, "a request has at most %d bytes\n".formatted(AddCheckpoint.MOST_BYTES));
    }
    return witness.add(body.get());
  }

  /**
   * Read in a thread of its own, which can be interrupted without harm to what the witness holds.
   */
  private Optional<byte[]> body(HttpExchange exchange) throws IOException {
    Future<byte[]> reading =
        threads.submit(() -> exchange.getRequestBody().readNBytes(AddCheckpoint.MOST_BYTES + 1));
    try {
      return Optional.of(reading.get(mostReading.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      reading.cancel(true);
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IOException("the request could not be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      reading.cancel(true);
      return Optional.empty();
    }
  }

  private WitnessAnswer latest(String originHash) throws IOException {
    return witness
        .latest(originHash)
        .map(SignedNote::toString)
        .map(note -> WitnessAnswer.text(200, note))
        .orElseGet(() -> WitnessAnswer.text(404, "no checkpoint of such a log was cosigned\n"));
  }

  private static void send(HttpExchange exchange, WitnessAnswer answer) throws IOException {
    byte[] body = answer.bytes();
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    exchange.sendResponseHeaders(answer.status(), body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  /** Ends serving at once. What was cosigned stays cosigned. */
  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
