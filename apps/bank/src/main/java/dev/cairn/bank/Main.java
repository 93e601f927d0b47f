package dev.cairn.bank;

import dev.cairn.CairnException;
import dev.cairn.bank.notice.NoticeOptions;
import dev.cairn.relay.mail.InvalidMailException;
import dev.cairn.relay.mail.MailAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Starts the bank from the command line and runs it until the process is told to end. Exit codes: 0
 * after {@code --help}, 2 for a wrong option, 7 if it could not start, 1 for a mistake of ours;
 * ended by SIGTERM or SIGINT it closes everything in order and leaves with 143 or 130.
 */
@Command(
    name = "bank",
    mixinStandardHelpOptions = true,
    version = "bank 0.1.0-SNAPSHOT",
    description = "Runs the event-driven bank on this machine, until SIGTERM or Ctrl-C.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:help was asked for",
      "1:internal mistake",
      "2:wrong option",
      "7:could not start: port busy, store locked, folder not writable",
      "130:ended in order after Ctrl-C",
      "143:ended in order after SIGTERM"
    })
public final class Main implements Callable<Integer> {

  private static final int UNAVAILABLE = 7;
  private static final int PORT_MAX = 65_535;

  /** Held, because the logging framework holds its loggers weakly and would forget the level. */
  private static final Logger SERVER_LOG = Logger.getLogger("io.helidon");

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port on 127.0.0.1; 0 for any free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data/bank",
      description = "Folder of the store and the view. Default: ${DEFAULT-VALUE}.")
  private Path data = Path.of("");

  @Option(names = "--empty", description = "Do not fill a new store with the demonstration.")
  private boolean empty;

  @Option(
      names = "--mail",
      paramLabel = "URI",
      description = {
        "Tell the office by mail of each account that is opened from now on, by the server",
        "smtp://HOST:PORT (STARTTLS, but on this machine in the clear) or smtps://HOST:PORT (TLS).",
        "Needs --mail-to. Default: no mails."
      })
  private @Nullable URI mail;

  @Option(names = "--mail-to", paramLabel = "ADDRESS", description = "Whom mails go to.")
  private @Nullable String mailTo;

  @Option(
      names = "--mail-from",
      paramLabel = "ADDRESS",
      description = "Whom mails are from. Default: the address of --mail-to.")
  private @Nullable String mailFrom;

  private Main() {}

  /** Runs the bank. */
  public static void main(String[] arguments) {
    SERVER_LOG.setLevel(Level.WARNING);
    CommandLine command = new CommandLine(new Main());
    command.setExecutionExceptionHandler((failure, line, result) -> explain(line, failure));
    System.exit(command.execute(arguments));
  }

  private static int explain(CommandLine line, Exception failure) {
    String sentence = sentence(failure);
    if (sentence == null) {
      failure.printStackTrace(line.getErr());
      return 1;
    }
    line.getErr().println("bank: " + sentence);
    line.getErr().flush();
    return UNAVAILABLE;
  }

  /** What went wrong in one sentence; null where only a stack trace can tell. */
  private static @Nullable String sentence(Throwable failure) {
    return failure instanceof CairnException known ? known.getMessage() : null;
  }

  private CommandLine.ParameterException wrong(String sentence) {
    return new CommandLine.ParameterException(new CommandLine(this), sentence);
  }

  private Optional<NoticeOptions> mails() {
    if (mail == null && mailTo == null && mailFrom == null) {
      return Optional.empty();
    }
    if (mail == null || mailTo == null) {
      throw wrong("mails need both --mail and --mail-to");
    }
    try {
      String from = mailFrom == null ? mailTo : mailFrom;
      return Optional.of(
          new NoticeOptions(
              NoticeOptions.server(mail), MailAddress.of(from), MailAddress.of(mailTo)));
    } catch (IllegalArgumentException | InvalidMailException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > PORT_MAX) {
      throw wrong("--port is 0 to %d, not %d".formatted(PORT_MAX, port));
    }
    BankApp app = BankApp.start(data, port, !empty, mails());
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(app::close));
    System.out.printf("The bank is open: http://127.0.0.1:%d/%n", app.port());
    System.out.println(
        "It listens on this machine only, so it needs no login: whoever can open the page is at the counter.");
    System.out.printf("Data: %s. End it with Ctrl-C.%n", data.toAbsolutePath().normalize());
    new CountDownLatch(1).await();
    return 0;
  }
}
