package dev.cairn.log.internal;

/** What events are looked up by. The order is that of the tables in an index file. */
enum IndexKind {
  /** The event's id. */
  ID,
  /** The stream it belongs to. */
  STREAM,
  /** The category of its stream. */
  CATEGORY,
  /** Its type. */
  TYPE,
  /** Each of its tags. */
  TAG,
  /** The request whose effect it is. */
  REQUEST
}
