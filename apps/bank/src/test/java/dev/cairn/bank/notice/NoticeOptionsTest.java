package dev.cairn.bank.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.relay.mail.SmtpSecurity;
import dev.cairn.relay.mail.SmtpServer;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeOptionsTest {

  @ParameterizedTest
  @CsvSource({
    "smtp://127.0.0.1:2525, 127.0.0.1, 2525, NONE",
    "smtp://localhost, localhost, 25, NONE",
    "smtp://[::1]:2525/, ::1, 2525, NONE",
    "smtp://smtp.bank.example, smtp.bank.example, 587, STARTTLS",
    "smtps://smtp.bank.example, smtp.bank.example, 465, TLS",
    "smtps://localhost:1465, localhost, 1465, TLS"
  })
  void aServerIsWrittenAsAUri(String uri, String host, int port, SmtpSecurity security) {
    assertEquals(SmtpServer.of(host, port, security), NoticeOptions.server(URI.create(uri)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:25",
        "smtp:localhost",
        "http://localhost:25",
        "smtp://ann:secret@localhost",
        "smtp://localhost/path",
        "smtp://localhost?from=ann",
        "smtp://localhost#1",
        "smtp://localhost:70000"
      })
  void anythingElseIsRefused(String uri) {
    assertThrows(IllegalArgumentException.class, () -> NoticeOptions.server(URI.create(uri)));
  }
}
