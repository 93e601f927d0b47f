package dev.cairn.relay.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Stands between a client and a server, and cuts the first connection after some bytes; later ones
 * it leaves alone. What was let through up to there arrives.
 */
final class CuttingProxy implements AutoCloseable {

  /** Which bytes are counted. */
  enum Direction {
    TO_SERVER,
    TO_CLIENT
  }

  private static final int BUFFER_BYTES = 8_192;

  private final ServerSocket listener;
  private final int server;
  private final Collection<Socket> open = new ConcurrentLinkedQueue<>();

  private CuttingProxy(ServerSocket listener, int server) {
    this.listener = listener;
    this.server = server;
  }

  /** Listens in front of the server at that port. */
  static CuttingProxy before(int server, Direction direction, int bytes) {
    try {
      ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      CuttingProxy proxy = new CuttingProxy(listener, server);
      Thread.ofVirtual().start(() -> proxy.accept(direction, bytes));
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept(Direction direction, int bytes) {
    boolean first = true;
    try {
      while (true) {
        Socket client = listener.accept();
        Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
        open.add(client);
        open.add(behind);
        boolean cutRequests = first && direction == Direction.TO_SERVER;
        boolean cutAnswers = first && direction == Direction.TO_CLIENT;
        pass(client, behind, cutRequests ? bytes : Long.MAX_VALUE);
        pass(behind, client, cutAnswers ? bytes : Long.MAX_VALUE);
        first = false;
      }
    } catch (IOException closed) {
      // The test has ended.
    }
  }

  private static void pass(Socket from, Socket to, long most) {
    Thread.ofVirtual()
        .start(() -> {
          try (from;
              to) {
            copy(from.getInputStream(), to.getOutputStream(), most);
          } catch (IOException closed) {
            // One of them has gone; so goes the other.
          }
        });
  }

  private static void copy(InputStream in, OutputStream out, long most) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long left = most;
    int read = 0;
    while (left > 0 && read >= 0) {
      read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read > 0) {
        out.write(buffer, 0, read);
        left -= read;
      }
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
