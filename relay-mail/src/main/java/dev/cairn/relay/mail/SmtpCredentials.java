package dev.cairn.relay.mail;

/**
 * A user of an SMTP server. Its text has no password in it.
 *
 * @param user the name
 * @param password the password
 */
public record SmtpCredentials(String user, String password) {

  /** Checks that both are there. */
  public SmtpCredentials {
    if (user.isEmpty() || password.isEmpty()) {
      throw new IllegalArgumentException("a user of an SMTP server has a name and a password");
    }
  }

  @Override
  public String toString() {
    return user;
  }
}
