package dev.cairn.bank.http;

import dev.cairn.ModuleException;

/** The server could not listen on its port. */
public final class PortUnavailableException extends ModuleException {

  private static final long serialVersionUID = 1L;

  private final int port;

  /** Names the port. */
  public PortUnavailableException(int port, Throwable cause) {
    super(
        "port %d is in use; stop what listens there or choose another with --port".formatted(port),
        cause);
    this.port = port;
  }

  /** The port. */
  public int port() {
    return port;
  }
}
