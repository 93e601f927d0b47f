package dev.cairn.relay.nats;

import dev.cairn.flow.UndeliverableException;
import io.nats.client.impl.Headers;

/** A message as it is published. */
final class Outgoing {

  private final String subject;
  private final Headers headers;
  private final byte[] body;

  Outgoing(String subject, Headers headers, byte[] body) {
    this.subject = subject;
    this.headers = headers;
    this.body = body;
  }

  String subject() {
    return subject;
  }

  Headers headers() {
    return headers;
  }

  byte[] body() {
    return body;
  }

  /**
   * Checks what a server answers with closing the connection.
   *
   * @param bytesMax most bytes of headers and body that the server takes
   */
  void check(long bytesMax) throws UndeliverableException {
    long size = (long) headers.serializedLength() + body.length;
    if (size > bytesMax) {
      throw new UndeliverableException(
          ("the message has %d bytes, %d of them headers, and the server takes at most %d;"
                  + " raise max_payload there, or skip it")
              .formatted(size, headers.serializedLength(), bytesMax),
          null);
    }
    if (subject.length() > NatsSubjects.BYTES_MAX) {
      throw new UndeliverableException(
          "the subject has %d bytes and may have %d: %s"
              .formatted(subject.length(), NatsSubjects.BYTES_MAX, subject),
          null);
    }
  }
}
