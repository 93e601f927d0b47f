package dev.cairn.relay.nats;

import dev.cairn.StreamId;
import dev.cairn.flow.CloudEvent;
import dev.cairn.flow.Lane;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The subjects of messages: {@code prefix.lane.category.type}, as in {@code
 * cairn.3.account.FundsDeposited}. So {@code cairn.3.>} is one lane in its order, {@code
 * cairn.*.account.>} all of the accounts, {@code cairn.*.*.FundsDeposited} all deposits. The stream
 * is not part of it, because JetStream keeps something in memory for each subject; it stands in
 * {@code ce-subject}. Stateless.
 */
public final class NatsSubjects {

  /** Most bytes of a subject, well below the longest line that servers take. */
  public static final int BYTES_MAX = 2_048;

  private static final String NONE = "_";

  private NatsSubjects() {}

  /** The subject of an event's message. */
  static String of(String prefix, Lane lane, CloudEvent event) {
    String stream = Objects.requireNonNullElse(event.subject(), "");
    String category = stream.isEmpty() ? "" : StreamId.of(stream).category();
    return prefix + "." + lane.index() + "." + token(category) + "." + token(event.type());
  }

  /** What matches every message of a lane and no other. */
  public static String ofLane(String prefix, Lane lane) {
    return prefix + "." + lane.index() + ".>";
  }

  /**
   * A name as one part of a subject: letters, digits, {@code -}, {@code _}, {@code $} stay; any
   * other character is the {@code %xx} of each of its bytes in UTF-8, so that different names have
   * different subjects. {@code _} for a name that is empty.
   */
  public static String token(String name) {
    if (name.isEmpty()) {
      return NONE;
    }
    StringBuilder token = new StringBuilder(name.length());
    for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
      if (stays(each)) {
        token.append((char) each);
      } else {
        token.append('%').append(HeaderText.HEX.toHexDigits(each));
      }
    }
    return token.toString();
  }

  private static boolean stays(byte each) {
    return each > 0 && (Character.isLetterOrDigit(each) || "-_$".indexOf(each) >= 0);
  }
}
