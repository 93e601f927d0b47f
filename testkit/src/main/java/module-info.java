/**
 * What stores and the code on them are tested with: an in-memory store, the suites every store and
 * every disk must pass, a simulated disk, a clock that a test sets, seeded randomness.
 *
 * <p>The package is open, because JUnit calls the suites by reflection.
 */
module dev.cairn.testkit {
  requires transitive dev.cairn.core;
  requires transitive dev.cairn.disk;
  requires transitive org.junit.jupiter.api;
  requires static transitive org.jspecify;

  exports dev.cairn.testkit;

  opens dev.cairn.testkit;
}
