/** The witness protocol of transparency logs over HTTP. Needs the JDK alone. */
module dev.cairn.witness {
  requires static transitive org.jspecify;
  requires transitive dev.cairn.merkle;
  requires transitive java.net.http;
  requires jdk.httpserver;

  exports dev.cairn.witness;
}
