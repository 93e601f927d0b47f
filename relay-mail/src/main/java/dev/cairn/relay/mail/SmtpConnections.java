package dev.cairn.relay.mail;

import jakarta.mail.Session;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one server: at most as many as were agreed, kept for the mails to come. One
 * that has been used before is asked whether it still is one; the server ends those that it thinks
 * idle. Thread-safe.
 */
final class SmtpConnections implements AutoCloseable {

  private final SmtpServer server;
  private final Session session;
  private final Semaphore turns;
  private final Deque<SmtpConnection> idle = new ArrayDeque<>();
  private boolean closed;

  SmtpConnections(SmtpServer server) {
    this.server = server;
    this.session = Session.getInstance(SmtpProperties.of(server, writeLimits()));
    this.turns = new Semaphore(server.connectionsMax(), true);
  }

  /**
   * Its thread ends by itself, so that a mail which outlasts {@link #close} still has its limit.
   */
  private static ScheduledThreadPoolExecutor writeLimits() {
    var limits = new ScheduledThreadPoolExecutor(1, SmtpConnections::daemon);
    limits.setRemoveOnCancelPolicy(true);
    limits.setKeepAliveTime(1, TimeUnit.SECONDS);
    limits.allowCoreThreadTimeOut(true);
    return limits;
  }

  private static Thread daemon(Runnable work) {
    return Thread.ofPlatform().daemon().name("cairn-mail-write-limit").unstarted(work);
  }

  /**
   * Hands a mail over. When it returns, the server has accepted it.
   *
   * @throws MailException if it has not
   * @throws InterruptedException if the thread was interrupted while others had all connections
   */
  void send(MimeMail mail) throws InterruptedException {
    turns.acquire();
    try {
      SmtpConnection connection = take();
      boolean accepted = false;
      try {
        connection.deliver(mail);
        accepted = true;
      } finally {
        if (!accepted || !keep(connection)) {
          connection.end();
        }
      }
    } finally {
      turns.release();
    }
  }

  private SmtpConnection take() {
    for (SmtpConnection kept = poll(); kept != null; kept = poll()) {
      if (kept.isUsable()) {
        return kept;
      }
      kept.end();
    }
    return SmtpConnection.open(server, session);
  }

  private synchronized @Nullable SmtpConnection poll() {
    if (closed) {
      throw new MailUnavailableException(
          "no mail is sent to %s: the relay was closed".formatted(server.place()), null);
    }
    return idle.poll();
  }

  /** The one that was used last is used next, so that those not needed grow old and end. */
  private synchronized boolean keep(SmtpConnection connection) {
    if (!closed) {
      idle.push(connection);
    }
    return !closed;
  }

  /** Ends all that are idle at once, and those in use behind the mail that they are at. */
  @Override
  public void close() {
    for (SmtpConnection connection : closeAndTakeAll()) {
      connection.end();
    }
  }

  private synchronized List<SmtpConnection> closeAndTakeAll() {
    closed = true;
    List<SmtpConnection> all = new ArrayList<>(idle);
    idle.clear();
    return all;
  }
}
