package dev.cairn.relay.mail;

import dev.cairn.EventType;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.model.EncodedEvent;
import dev.cairn.model.EventCodec;
import java.util.List;
import java.util.Set;

/** A codec whose stored events are read as the words in them, one or several. */
final class WordCodec implements EventCodec<String> {

  static final String SAID = "Said";

  static NewEvent event(String type, String words) {
    return NewEvent.of(EventType.of(type), Payload.json("\"" + words + "\""));
  }

  @Override
  public EncodedEvent encode(String words) {
    return new EncodedEvent(EventType.of(SAID), 1, Payload.json("\"" + words + "\""));
  }

  @Override
  public List<String> decode(EncodedEvent stored) {
    return List.of(stored.data().text().replace("\"", "").split(" ", -1));
  }

  @Override
  public Set<EventType> types() {
    return Set.of(EventType.of(SAID));
  }
}
