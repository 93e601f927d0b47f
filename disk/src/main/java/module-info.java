/** The one door to the disk: a contract, and its implementation on a real file system. */
module dev.cairn.disk {
  requires static transitive org.jspecify;

  exports dev.cairn.disk;
}
