package dev.cairn.relay.mail;

import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP server, and how it is spoken to. Immutable.
 *
 * <p>The certificate of one that is reached by TLS must be trusted and have its name. A password
 * goes over TLS only, but to this machine itself.
 *
 * @param host its name
 * @param port its port
 * @param security how the connection is protected
 * @param credentials the user that sends; null for none
 * @param waits how long it is waited for
 * @param connectionsMax most connections at once, and so most mails; further ones wait
 * @param tls makes the connections by TLS, and says whom to trust; null for what the JDK trusts
 */
public record SmtpServer(
    String host,
    int port,
    SmtpSecurity security,
    @Nullable SmtpCredentials credentials,
    SmtpWaits waits,
    int connectionsMax,
    @Nullable SSLSocketFactory tls) {

  /** Most connections. */
  public static final int CONNECTIONS_MAX = 64;

  private static final int CONNECTIONS_STANDARD = 4;
  private static final int PORT_MAX = 65_535;
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:-]{1,253}");
  private static final Pattern THIS_MACHINE =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|::1");

  /** Checks the parts. */
  public SmtpServer {
    if (!HOST.matcher(host).matches() || port < 1 || port > PORT_MAX) {
      throw new IllegalArgumentException(
          "'%s:%d' is not a host and a port from 1 to %d"
              .formatted(MailText.shown(host), port, PORT_MAX));
    }
    if (connectionsMax < 1 || connectionsMax > CONNECTIONS_MAX) {
      throw new IllegalArgumentException(
          "1 to %d connections to an SMTP server, not %d"
              .formatted(CONNECTIONS_MAX, connectionsMax));
    }
    if (credentials != null
        && security == SmtpSecurity.NONE
        && !THIS_MACHINE.matcher(host).matches()) {
      throw new IllegalArgumentException(
          "the password of '%s' would go to %s in the clear; use STARTTLS or TLS"
              .formatted(credentials, host));
    }
  }

  /** A server with no user, the usual waits and four connections. */
  public static SmtpServer of(String host, int port, SmtpSecurity security) {
    return new SmtpServer(
        host, port, security, null, SmtpWaits.STANDARD, CONNECTIONS_STANDARD, null);
  }

  /** The same for that user. */
  public SmtpServer withCredentials(String user, String password) {
    return new SmtpServer(
        host, port, security, new SmtpCredentials(user, password), waits, connectionsMax, tls);
  }

  /** The same with those waits. */
  public SmtpServer withWaits(SmtpWaits newWaits) {
    return new SmtpServer(host, port, security, credentials, newWaits, connectionsMax, tls);
  }

  /** The same with that many connections at most. */
  public SmtpServer withConnectionsMax(int most) {
    return new SmtpServer(host, port, security, credentials, waits, most, tls);
  }

  /** The same whose TLS connections are made so. */
  public SmtpServer withTls(SSLSocketFactory sockets) {
    return new SmtpServer(host, port, security, credentials, waits, connectionsMax, sockets);
  }

  /** Where it is, for messages. */
  String place() {
    return host + ":" + port;
  }
}
