/**
 * Processors that follow the log: projections into SQL and memory, with their checkpoints; sagas.
 */
module dev.cairn.flow {
  requires static transitive org.jspecify;
  requires transitive dev.cairn.core;
  requires transitive dev.cairn.disk;
  requires transitive dev.cairn.model;
  requires transitive java.sql;
  requires org.xerial.sqlitejdbc;
  requires tools.jackson.databind;

  exports dev.cairn.flow;
  exports dev.cairn.flow.saga;

  opens dev.cairn.flow.internal to
      tools.jackson.databind;
  opens dev.cairn.flow.saga to
      dev.cairn.model,
      tools.jackson.databind;
}
