package dev.cairn.flow;

/** Where a relay sends messages. Thread-safe. */
public interface Bus extends AutoCloseable {

  /** What and where it is, for messages and lists: {@code redis stream bank at 127.0.0.1:6379}. */
  String description();

  /**
   * Opens the way of one lane. Connecting may wait for the first message: a bus that is down is no
   * error here.
   */
  BusLane open(Lane lane) throws Exception;

  @Override
  void close();
}
