package dev.cairn.bank.view;

import dev.cairn.ModuleException;

/** The tables of the view could not be read or written. The events are not concerned. */
public final class ViewFailedException extends ModuleException {

  private static final long serialVersionUID = 1L;

  /** Names what was in use, and the cause. */
  public ViewFailedException(String what, Throwable cause) {
    super(
        "the view %s failed: %s; it may be deleted while the bank is stopped and comes back by itself"
            .formatted(what, cause.getMessage()),
        cause);
  }
}
