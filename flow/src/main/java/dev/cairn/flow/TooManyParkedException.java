package dev.cairn.flow;

import dev.cairn.RecordedEvent;

/**
 * A processor has as many events parked as it may, and cannot handle another one. It has stopped
 * before that one, which it tries again when it is started.
 */
public final class TooManyParkedException extends FlowException {

  private static final long serialVersionUID = 1L;

  TooManyParkedException(String processor, RecordedEvent event, String error) {
    super(
        "processor '%s' has %,d events parked, as many as it may, and stopped before another one that it cannot handle, event %s of stream %s at position %s (%s). Nothing is lost. Mend the cause, have some of them handled (./ledger parked replay %s --all) or skipped (./ledger parked skip %s POSITION), and start it again; ./ledger parked --processor %s lists them"
            .formatted(
                processor,
                ParkedEvent.COUNT_MAX,
                event.type(),
                event.stream(),
                event.position(),
                error,
                processor,
                processor,
                processor),
        null);
  }
}
