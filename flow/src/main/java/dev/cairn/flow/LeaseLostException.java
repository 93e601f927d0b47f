package dev.cairn.flow;

/** Another process took over a processor that was running here; it has stopped here. */
public final class LeaseLostException extends FlowException {

  private static final long serialVersionUID = 1L;

  LeaseLostException(String processor) {
    super(
        "another process has taken over processor '%s', which was still running here; it has stopped here"
            .formatted(processor),
        null);
  }
}
