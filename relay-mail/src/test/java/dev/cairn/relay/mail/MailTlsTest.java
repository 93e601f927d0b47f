package dev.cairn.relay.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whom a mail and a password are told to: the server of that name, and nobody between. */
final class MailTlsTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private static Path folder;

  private static SSLContext certified;

  /** A certificate for {@code localhost} alone. */
  @BeforeAll
  static void makeCertificate() throws Exception {
    Path file = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "smtp",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertTrue(keytool.waitFor(60, TimeUnit.SECONDS), "keytool does not end");
    assertEquals(0, keytool.exitValue(), Files.readString(folder.resolve("keytool.log")));
    certified = context(file);
  }

  private static SSLContext context(Path file) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  private static ScriptedServer start(SmtpSecurity security) throws IOException {
    return ScriptedServer.withTls(certified.getSocketFactory(), security == SmtpSecurity.TLS);
  }

  private static void send(SmtpServer server) throws Exception {
    try (SmtpConnections connections = new SmtpConnections(server)) {
      connections.send(
          MimeMail.of(Recorded.welcome(), "<1@bank.example>", Instant.EPOCH, Map.of()));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = SmtpSecurity.class,
      names = {"TLS", "STARTTLS"})
  void aMailGoesToTheServerThatIsTrustedUnderItsName(SmtpSecurity security) throws Exception {
    try (ScriptedServer server = start(security)) {
      send(
          SmtpServer.of("localhost", server.port(), security)
              .withCredentials("bank", "secret")
              .withTls(certified.getSocketFactory()));

      assertEquals(1, server.mails().size());
      assertTrue(server.commands().stream().anyMatch(command -> command.startsWith("AUTH")));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = SmtpSecurity.class,
      names = {"TLS", "STARTTLS"})
  void aServerUnderAnotherNameIsToldNothing(SmtpSecurity security) throws Exception {
    try (ScriptedServer server = start(security)) {
      assertToldNothing(
          server,
          SmtpServer.of("127.0.0.1", server.port(), security)
              .withTls(certified.getSocketFactory()));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = SmtpSecurity.class,
      names = {"TLS", "STARTTLS"})
  void aServerThatNobodyVouchesForIsToldNothing(SmtpSecurity security) throws Exception {
    try (ScriptedServer server = start(security)) {
      assertToldNothing(server, SmtpServer.of("localhost", server.port(), security));
    }
  }

  private static void assertToldNothing(ScriptedServer server, SmtpServer described) {
    assertThrows(
        MailUnavailableException.class, () -> send(described.withCredentials("bank", "secret")));
    assertTrue(
        server.commands().stream()
            .noneMatch(command -> command.startsWith("AUTH") || command.startsWith("MAIL")),
        server.commands()::toString);
    assertEquals(0, server.mails().size());
  }

  @Test
  void aServerThatSpeaksNoTlsIsToldNothing() throws Exception {
    try (ScriptedServer server = ScriptedServer.saying(_ -> "")) {
      assertToldNothing(server, SmtpServer.of("localhost", server.port(), SmtpSecurity.TLS));
    }
  }
}
