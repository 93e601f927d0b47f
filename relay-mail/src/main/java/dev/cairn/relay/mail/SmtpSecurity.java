package dev.cairn.relay.mail;

/** How a connection to an SMTP server is protected. */
public enum SmtpSecurity {
  /** By TLS from its first byte on, usually at port 465. */
  TLS,
  /**
   * By TLS after the first greeting, usually at port 587. A server that does not offer it is sent
   * nothing.
   */
  STARTTLS,
  /** Not at all: for a server on the same machine, or in a network that is trusted. */
  NONE
}
