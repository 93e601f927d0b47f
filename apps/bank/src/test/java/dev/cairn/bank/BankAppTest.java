package dev.cairn.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.bank.demo.Demo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BankAppTest {

  @TempDir private Path data;

  private static String get(int port, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + port + path);
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }

  private static void delete(Path place) throws IOException {
    if (Files.exists(place)) {
      try (Stream<Path> all = Files.walk(place)) {
        for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(one);
        }
      }
    }
  }

  @Test
  void deletedTablesAndIndexesComeBackWithTheSameBalances() throws Exception {
    String before;
    try (BankApp bank = BankApp.start(data, 0, true)) {
      before = get(bank.port(), "/api/accounts?limit=200");
    }
    delete(data.resolve("bank.sqlite"));
    delete(data.resolve("bank.sqlite-wal"));
    delete(data.resolve("bank.sqlite-shm"));
    delete(data.resolve("store/index"));
    try (BankApp bank = BankApp.start(data, 0, true)) {
      assertEquals(before, get(bank.port(), "/api/accounts?limit=200"));
      assertTrue(before.contains("\"position\":\"" + Demo.make().entries().size() + "\""));
    }
  }

  @Test
  void anEmptyBankHasNoDemonstration() throws Exception {
    try (BankApp bank = BankApp.start(data, 0, false)) {
      String toOperators = "2"; // What its view tells them: that it has begun, and what it does.
      assertEquals(
          "{\"accounts\":[],\"position\":\"" + toOperators + "\"}",
          get(bank.port(), "/api/accounts"));
    }
  }

  @Test
  void theProgramEndsInOrderOnSigterm() throws Exception {
    try (Program program = new Program("--data", data.toString(), "--port", "0", "--empty")) {
      assertTrue(program.line().startsWith("The bank is open: http://127.0.0.1:"));
      assertTrue(program.line().contains("needs no login"));
      program.process().destroy();
      assertTrue(program.process().waitFor(20, TimeUnit.SECONDS));
      assertEquals(143, program.process().exitValue());
    }
    try (BankApp bank = BankApp.start(data, 0, false)) {
      assertTrue(bank.port() > 0);
    }
  }

  @Test
  void aBusyPortIsOneSentenceAndExitCodeSeven() throws Exception {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
        Program program =
            new Program(
                "--data", data.toString(), "--port", Integer.toString(busy.getLocalPort()))) {
      assertSentence(program, "port " + busy.getLocalPort() + " is in use");
    }
  }

  @Test
  void aLockedStoreIsOneSentenceAndExitCodeSeven() throws Exception {
    try (BankApp bank = BankApp.start(data, 0, false);
        Program program = new Program("--data", data.toString(), "--port", "0")) {
      assertTrue(bank.port() > 0);
      assertSentence(program, "is held by");
    }
  }

  @Test
  void aFolderThatCannotBeIsOneSentenceAndExitCodeSeven() throws Exception {
    Path file = Files.writeString(data.resolve("file"), "in the way");
    try (Program program = new Program("--data", file.toString(), "--port", "0")) {
      assertSentence(program, file.toString());
    }
  }

  @Test
  void anUnknownOptionIsExitCodeTwo() throws Exception {
    try (Program program = new Program("--prot", "0")) {
      assertTrue(String.join("\n", program.rest()).contains("--prot"));
      assertEquals(2, program.process().waitFor());
    }
  }

  private static void assertSentence(Program program, String part) throws Exception {
    List<String> lines = new ArrayList<>(program.rest());
    assertEquals(1, lines.size(), lines::toString);
    assertTrue(lines.getFirst().startsWith("bank: "), lines::toString);
    assertTrue(lines.getFirst().contains(part), lines::toString);
    assertEquals(7, program.process().waitFor());
  }
}
