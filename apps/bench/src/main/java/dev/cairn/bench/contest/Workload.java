package dev.cairn.bench.contest;

import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.StreamId;

/** What every contender writes: 256 bytes of JSON data, a type, and a correlation id. */
public final class Workload {

  /** Streams that appends are spread over. */
  public static final int STREAMS = 10_000;

  /** The type of every event. */
  public static final String TYPE = "FundsDeposited";

  /** The data of every event. */
  public static final String DATA = data();

  /** The metadata of every event. */
  public static final String METADATA =
      "{\"correlation_id\":\"0199b7a0-0000-7000-8000-000000000000\"}";

  private static final int DATA_BYTES = 256;

  private Workload() {}

  private static String data() {
    String start =
        "{\"amount\":125000,\"currency\":\"USD\",\"account\":{\"owner\":\"Ann\",\"branch\":17},"
            + "\"confirmed\":true,\"reference\":\"";
    String end = "\"}";
    return start + "r".repeat(DATA_BYTES - start.length() - end.length()) + end;
  }

  /** A new event; its data and metadata are checked and taken over anew, as a caller would. */
  public static NewEvent event() {
    return NewEvent.of(TYPE, DATA).withMetadata(Payload.json(METADATA));
  }

  /** The name of a stream. */
  public static String name(int stream) {
    return "account-" + stream;
  }

  /** The id of a stream. */
  public static StreamId stream(int stream) {
    return StreamId.of(name(stream));
  }
}
