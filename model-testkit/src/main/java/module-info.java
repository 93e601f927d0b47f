/**
 * Given, when, then for deciders and sagas, the suites that upcasters and stores of snapshots must
 * pass, and stores whose conflicts and time a test decides.
 *
 * <p>The package is open, because JUnit calls the suite by reflection.
 */
module dev.cairn.model.testkit {
  requires transitive dev.cairn.flow;
  requires transitive dev.cairn.model;
  requires transitive dev.cairn.testkit;
  requires transitive org.junit.jupiter.api;
  requires static transitive org.jspecify;

  exports dev.cairn.model.testkit;

  opens dev.cairn.model.testkit;
}
