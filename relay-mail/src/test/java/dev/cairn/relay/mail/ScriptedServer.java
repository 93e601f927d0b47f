package dev.cairn.relay.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.testkit.Eventually;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** An SMTP server on loopback that says what a test has it say, and remembers what it was told. */
final class ScriptedServer implements AutoCloseable {

  /** The command under which a script is asked for the greeting. */
  static final String CONNECT = "CONNECT";

  /** The command under which a script is asked for the answer to a mail. */
  static final String END = ".";

  /** In place of an answer: there is none, ever. */
  static final String SILENCE = "silence";

  /** In place of an answer: the connection ends. */
  static final String HANG_UP = "hang up";

  /** In place of an answer: the connection breaks. */
  static final String RESET = "reset";

  private final ServerSocket listening;
  private final UnaryOperator<String> script;
  private final @Nullable SSLSocketFactory tls;
  private final boolean tlsAtOnce;
  private final Thread accepting;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<String> mails = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  private ScriptedServer(
      int port, UnaryOperator<String> script, @Nullable SSLSocketFactory tls, boolean tlsAtOnce)
      throws IOException {
    this.listening = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    this.script = script;
    this.tls = tls;
    this.tlsAtOnce = tlsAtOnce;
    this.accepting = Thread.ofVirtual().start(this::accept);
  }

  /**
   * Starts one.
   *
   * @param script has the answer to a command, or nothing for the usual one
   */
  static ScriptedServer saying(UnaryOperator<String> script) throws IOException {
    return at(0, script);
  }

  static ScriptedServer at(int port, UnaryOperator<String> script) throws IOException {
    return new ScriptedServer(port, script, null, false);
  }

  static ScriptedServer withTls(SSLSocketFactory tls, boolean atOnce) throws IOException {
    return new ScriptedServer(0, _ -> "", tls, atOnce);
  }

  int port() {
    return listening.getLocalPort();
  }

  SmtpServer described() {
    return SmtpServer.of("127.0.0.1", port(), SmtpSecurity.NONE);
  }

  /** How many connections there have been. */
  int connections() {
    return connections.get();
  }

  /** How many connections there are. */
  int openConnections() {
    return open.size();
  }

  /** All commands of all connections. */
  List<String> commands() {
    return commands;
  }

  /** All mails that were sent up to their end, whatever the answer was. */
  List<String> mails() {
    return mails;
  }

  /** The values of a header in all mails. */
  List<String> header(String name) {
    String start = name + ": ";
    return mails.stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .toList();
  }

  /** Ends the connections that there are. */
  void hangUp() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listening.accept();
        connections.incrementAndGet();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket accepted) {
    try (Socket socket = tlsAtOnce ? secured(accepted) : accepted) {
      BufferedReader in = reader(socket);
      if (say(socket, CONNECT) && converse(socket, in)) {
        Socket secured = secured(socket);
        boolean _ = converse(secured, reader(secured));
      }
    } catch (IOException gone) {
      // The other side has gone, or the test is over.
    } finally {
      open.remove(accepted);
    }
  }

  /** Until the connection ends, or is to be secured. */
  private boolean converse(Socket socket, BufferedReader in) throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      commands.add(line);
      if (!say(socket, line)) {
        return false;
      }
      if (line.equals("DATA") && answer(line).startsWith("354") && !read(socket, in)) {
        return false;
      }
      if (line.equals("STARTTLS")) {
        return true;
      }
    }
    return false;
  }

  private boolean read(Socket socket, BufferedReader in) throws IOException {
    StringBuilder mail = new StringBuilder();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.equals(END)) {
        mails.add(mail.toString());
        return say(socket, END);
      }
      mail.append(line).append('\n');
    }
    return false;
  }

  /** Whether the conversation goes on. */
  private boolean say(Socket socket, String command) throws IOException {
    String answer = answer(command);
    return switch (answer) {
      case SILENCE -> true;
      case HANG_UP -> false;
      case RESET -> {
        socket.setSoLinger(true, 0);
        yield false;
      }
      default -> {
        socket.getOutputStream().write((answer + "\r\n").getBytes(UTF_8));
        yield !command.equals("QUIT");
      }
    };
  }

  private String answer(String command) {
    String scripted = script.apply(command);
    return scripted.isEmpty() ? usual(command) : scripted;
  }

  private String usual(String command) {
    return switch (command.split(" ", 2)[0]) {
      case CONNECT -> "220 scripted";
      case "EHLO" ->
          "250-scripted\r\n" + (tls == null ? "" : "250-STARTTLS\r\n") + "250 AUTH PLAIN";
      case "AUTH" -> "235 welcome";
      case "STARTTLS" -> "220 go on";
      case "DATA" -> "354 go on";
      case "QUIT" -> "221 bye";
      default -> "250 yes";
    };
  }

  private SSLSocket secured(Socket socket) throws IOException {
    if (tls == null) {
      throw new IllegalStateException("this server has no certificate");
    }
    SSLSocket secured = (SSLSocket) tls.createSocket(socket, null, socket.getPort(), true);
    secured.setUseClientMode(false);
    return secured;
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
  }

  @Override
  public void close() throws IOException {
    listening.close();
    Eventually.holds("nobody is let in any more", () -> !accepting.isAlive());
    hangUp();
  }
}
