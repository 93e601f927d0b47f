package dev.cairn.relay.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.testkit.Eventually;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Connections are kept, counted and ended. */
final class SmtpConnectionsTest {

  private static final int MANY = 40;

  private static MimeMail mail(int number) throws Exception {
    return MimeMail.of(
        Recorded.welcome(), "<%d@bank.example>".formatted(number), Instant.EPOCH, Map.of());
  }

  private static void send(SmtpConnections connections, int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      connections.send(mail(i));
    }
  }

  @Test
  void aConnectionIsUsedForMoreThanOneMail() throws Exception {
    try (ScriptedServer server = ScriptedServer.saying(_ -> "");
        SmtpConnections connections = new SmtpConnections(server.described())) {
      send(connections, 0, 3);

      assertEquals(3, server.mails().size());
      assertEquals(1, server.connections());
    }
  }

  @Test
  void aConnectionHasALimitOfMails() throws Exception {
    try (ScriptedServer server = ScriptedServer.saying(_ -> "");
        SmtpConnections connections = new SmtpConnections(server.described())) {
      send(connections, 0, SmtpConnection.MAILS_MAX);
      assertEquals(1, server.connections());

      send(connections, SmtpConnection.MAILS_MAX, SmtpConnection.MAILS_MAX + 1);

      assertEquals(2, server.connections());
      assertEquals(SmtpConnection.MAILS_MAX + 1, server.mails().size());
      Eventually.holds("the first one has ended", () -> server.openConnections() == 1);
    }
  }

  @Test
  void aConnectionThatTheServerEndedMeanwhileIsReplaced() throws Exception {
    try (ScriptedServer server = ScriptedServer.saying(_ -> "");
        SmtpConnections connections = new SmtpConnections(server.described())) {
      send(connections, 0, 1);
      server.hangUp();

      send(connections, 1, 2);

      assertEquals(2, server.connections());
      assertEquals(2, server.mails().size());
    }
  }

  @Test
  void aConnectionThatFailedIsNotUsedAgain() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (ScriptedServer server =
            ScriptedServer.saying(command ->
                command.startsWith("RCPT") && asked.getAndIncrement() == 0 ? "550 no" : "");
        SmtpConnections connections = new SmtpConnections(server.described())) {
      assertThrows(MailRefusedException.class, () -> send(connections, 0, 1));
      Eventually.holds("it has ended", () -> server.openConnections() == 0);

      send(connections, 1, 2);

      assertEquals(List.of("<1@bank.example>"), server.header("Message-ID"));
    }
  }

  @Test
  void thereAreNoMoreConnectionsAtOnceThanAgreed() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    AtomicInteger most = new AtomicInteger();
    AtomicReference<@Nullable ScriptedServer> known = new AtomicReference<>();
    try (ScriptedServer server = ScriptedServer.saying(held(answered, most, known));
        SmtpConnections connections =
            new SmtpConnections(server.described().withConnectionsMax(3));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      known.set(server);
      List<Future<?>> sent = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        MimeMail mail = mail(i);
        sent.add(
            threads.submit(() -> {
              connections.send(mail);
              return true;
            }));
      }
      Eventually.holds("three are in use", () -> server.openConnections() == 3);
      answered.countDown();
      for (Future<?> one : sent) {
        one.get();
      }
      assertEquals(MANY, server.mails().stream().distinct().count());
      assertEquals(3, most.get());
    }
  }

  private static UnaryOperator<String> held(
      CountDownLatch until, AtomicInteger most, AtomicReference<@Nullable ScriptedServer> server) {
    return command -> {
      if (command.equals(ScriptedServer.END)) {
        awaited(until);
        ScriptedServer known = server.get();
        most.accumulateAndGet(known == null ? 0 : known.openConnections(), Math::max);
      }
      return "";
    };
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void closingSaysGoodbyeAndSendsNoMore() throws Exception {
    try (ScriptedServer server = ScriptedServer.saying(_ -> "")) {
      SmtpConnections connections = new SmtpConnections(server.described());
      send(connections, 0, 1);

      connections.close();
      connections.close();

      Eventually.holds("the server is left", () -> server.openConnections() == 0);
      assertEquals("QUIT", server.commands().getLast());
      String message =
          assertThrows(MailUnavailableException.class, () -> send(connections, 1, 2)).toString();
      assertTrue(message.contains("was closed"), message);
    }
  }

  @Test
  void anInterruptEndsTheWaitOfAVirtualThread() throws Exception {
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    try (ScriptedServer server =
            ScriptedServer.saying(
                command -> command.equals(ScriptedServer.END) ? ScriptedServer.SILENCE : "");
        SmtpConnections connections = new SmtpConnections(server.described())) {
      Thread thread = Thread.ofVirtual().start(() -> sendAndKeep(connections, failure));
      Eventually.holds("it waits for the answer", () -> server.mails().size() == 1);

      thread.interrupt();
      thread.join();

      assertInstanceOf(MailUnavailableException.class, failure.get());
    }
  }

  private static void sendAndKeep(
      SmtpConnections connections, AtomicReference<@Nullable Throwable> failure) {
    try {
      send(connections, 0, 1);
    } catch (Exception e) {
      failure.set(e);
    }
  }

  @Test
  void openingNothingCostsNothing() throws IOException {
    try (ScriptedServer server = ScriptedServer.saying(_ -> "")) {
      new SmtpConnections(server.described()).close();

      assertEquals(0, server.connections());
    }
  }
}
