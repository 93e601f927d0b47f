package dev.cairn.relay.mail;

import dev.cairn.flow.RetryPolicy;

/** What the failures of a {@link MailRelay} mean to the processor that runs it. */
public final class MailFailures {

  private MailFailures() {}

  /**
   * What a failure means. A mail that is invalid or was refused for good will be so each time; a
   * server that is not there will be back, so a mail that waits for it is tried again for ever. All
   * else comes from the template and is counted.
   */
  public static RetryPolicy.Kind kind(Throwable failure) {
    if (!(failure instanceof MailException mail)) {
      return RetryPolicy.Kind.COUNTED;
    }
    return switch (mail) {
      case InvalidMailException _, MailRefusedException _ -> RetryPolicy.Kind.LASTING;
      case MailUnavailableException _ -> RetryPolicy.Kind.PASSING;
    };
  }

  /** The standard policy, which judges failures so. */
  public static RetryPolicy retries() {
    return RetryPolicy.STANDARD.withKinds(MailFailures::kind);
  }
}
