/** Given, when, then for deciders, and stores whose conflicts and time a test decides. */
module dev.cairn.model.testkit {
  requires transitive dev.cairn.model;
  requires transitive dev.cairn.testkit;
  requires static transitive org.jspecify;

  exports dev.cairn.model.testkit;
}
