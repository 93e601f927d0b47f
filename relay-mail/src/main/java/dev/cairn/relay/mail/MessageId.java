package dev.cairn.relay.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.RecordedEvent;
import dev.cairn.StoreId;
import dev.cairn.flow.Delivery;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The {@code Message-ID} of the mail for an event: {@code <event-id.digest@domain-of-the-sender>}.
 * The digest is of what the event's id is not unique in: relay, store, stream, and the operator's
 * order where there is one.
 */
final class MessageId {

  private static final int DIGEST_BYTES = 16;

  private MessageId() {}

  /** The same for each try at a delivery; another one for each order to send it once more. */
  static String of(String relay, StoreId store, Delivery delivery, String domain) {
    RecordedEvent event = delivery.event();
    MessageDigest digest = sha256();
    update(digest, relay);
    update(digest, store.toString());
    update(digest, event.stream().value());
    update(digest, Integer.toString(event.position().child()));
    update(digest, delivery.replay().map(UUID::toString).orElse(""));
    String hex = HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
    return "<%s.%s@%s>".formatted(event.id(), hex, domain);
  }

  /** With its length, so that no two sequences of texts are the same bytes. */
  private static void update(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new AssertionError(everyJdkHasIt);
    }
  }
}
