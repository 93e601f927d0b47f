/** A mail for an event, sent over SMTP. */
module dev.cairn.relay.mail {
  requires static transitive org.jspecify;
  requires transitive dev.cairn.flow;
  requires jakarta.mail;

  exports dev.cairn.relay.mail;
}
