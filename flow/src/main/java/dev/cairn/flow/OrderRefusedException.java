package dev.cairn.flow;

/** An operator's order to a processor makes no sense as things are; nothing was recorded. */
public final class OrderRefusedException extends FlowException {

  private static final long serialVersionUID = 1L;

  OrderRefusedException(String processor, String reason) {
    super("processor '%s': %s".formatted(processor, reason), null);
  }
}
