package dev.cairn.model.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Keeps warnings during a test instead of printing it. */
final class LoggedWarnings extends Handler implements BeforeEachCallback, AfterEachCallback {

  private final Logger logger;
  private final List<String> messages = new CopyOnWriteArrayList<>();

  /** Keeps what the model warns of. */
  LoggedWarnings() {
    this("dev.cairn.model");
  }

  /** Keeps what comes under that name. */
  LoggedWarnings(String name) {
    this.logger = Logger.getLogger(name);
  }

  /** The warnings so far. */
  List<String> messages() {
    return List.copyOf(messages);
  }

  @Override
  public void publish(LogRecord entry) {
    messages.add(new SimpleFormatter().formatMessage(entry));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  @Override
  public void beforeEach(ExtensionContext context) {
    logger.setUseParentHandlers(false);
    logger.addHandler(this);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
