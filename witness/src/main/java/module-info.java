/** The witness protocol of transparency logs over HTTP, and what a witness remembers. */
module dev.cairn.witness {
  requires static transitive org.jspecify;
  requires transitive dev.cairn.disk;
  requires transitive dev.cairn.merkle;
  requires transitive java.net.http;
  requires jdk.httpserver;

  exports dev.cairn.witness;
}
