package dev.cairn.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.cairn.testkit.Eventually;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options of the program that have to do with mails. */
class BankMailTest {

  private static final String OPEN = "The bank is open: ";

  @TempDir private Path data;

  @Test
  void theProgramTellsTheOfficeOfAnAccount() throws Exception {
    GreenMail mailbox = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    mailbox.start();
    try (Program program =
        new Program(
            "--data",
            data.toString(),
            "--port",
            "0",
            "--empty",
            "--mail",
            "smtp://127.0.0.1:" + mailbox.getSmtp().getPort(),
            "--mail-from",
            "bank@bank.example",
            "--mail-to",
            "office@bank.example")) {
      String line = program.line();
      assertTrue(line.startsWith(OPEN), line);
      open(line.substring(OPEN.length()) + "api/accounts");
      Eventually.holds("a mail", () -> mailbox.getReceivedMessages().length == 1);

      MimeMessage mail = mailbox.getReceivedMessages()[0];
      assertEquals("bank@bank.example", mail.getFrom()[0].toString());
      assertEquals("office@bank.example", mail.getAllRecipients()[0].toString());
    } finally {
      mailbox.stop();
    }
  }

  private static void open(String uri) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(uri))
              .header("Content-Type", "application/json")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"firstName\":\"Bob\",\"currency\":\"EUR\"}"))
              .build();
      assertEquals(201, client.send(request, BodyHandlers.discarding()).statusCode());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--mail=smtp://localhost, --mail-from=a@b.example, both --mail and --mail-to",
    "--mail-to=a@b.example, --mail-from=a@b.example, both --mail and --mail-to",
    "--mail=smtp://localhost, --mail-to=nobody, is none",
    "--mail=http://localhost, --mail-to=a@b.example, smtp:// or smtps://"
  })
  void optionsThatDoNotFitAreExitCodeTwo(String one, String other, String part) throws Exception {
    try (Program program = new Program("--data", data.toString(), "--port", "0", one, other)) {
      String output = String.join("\n", program.rest());
      assertTrue(output.contains(part), output);
      assertEquals(2, program.process().waitFor());
    }
  }
}
