package dev.cairn.bank.notice;

import dev.cairn.relay.mail.MailAddress;
import dev.cairn.relay.mail.SmtpSecurity;
import dev.cairn.relay.mail.SmtpServer;
import java.net.URI;
import java.util.Set;

/**
 * By which server notices go out, and between whom.
 *
 * @param server takes the mails
 * @param from who they are from
 * @param to whom they go to
 */
public record NoticeOptions(SmtpServer server, MailAddress from, MailAddress to) {

  private static final int PLAIN_PORT = 25;
  private static final int STARTTLS_PORT = 587;
  private static final int TLS_PORT = 465;
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  /**
   * Reads a server as people write it: {@code smtps://host:port} is spoken to by TLS, {@code
   * smtp://host:port} by STARTTLS, but on this machine in the clear. Ports may be left out.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static SmtpServer server(URI uri) {
    String host = uri.getHost();
    if (host == null || !isBare(uri)) {
      throw new IllegalArgumentException(
          "'%s' is not smtp://HOST:PORT or smtps://HOST:PORT".formatted(uri));
    }
    boolean here = THIS_MACHINE.contains(host);
    String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return switch (String.valueOf(uri.getScheme())) {
      case "smtps" -> SmtpServer.of(name, port(uri, TLS_PORT), SmtpSecurity.TLS);
      case "smtp" ->
          here
              ? SmtpServer.of(name, port(uri, PLAIN_PORT), SmtpSecurity.NONE)
              : SmtpServer.of(name, port(uri, STARTTLS_PORT), SmtpSecurity.STARTTLS);
      default ->
          throw new IllegalArgumentException(
              "a mail server is reached by smtp:// or smtps://, not by '%s'".formatted(uri));
    };
  }

  /** Whether it has nothing but a scheme, a host and a port. */
  private static boolean isBare(URI uri) {
    return uri.getUserInfo() == null
        && uri.getQuery() == null
        && uri.getFragment() == null
        && Set.of("", "/").contains(uri.getPath());
  }

  private static int port(URI uri, int usual) {
    return uri.getPort() < 0 ? usual : uri.getPort();
  }
}
