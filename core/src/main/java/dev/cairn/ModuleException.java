package dev.cairn;

import org.jspecify.annotations.Nullable;

/**
 * The root of the errors of a module that builds on the contract: the model, the flow, a relay. It
 * is open so that each of them can seal a branch of its own below the one root.
 */
public abstract non-sealed class ModuleException extends CairnException {

  private static final long serialVersionUID = 1L;

  /** Says what happened, where, what was expected and what to do next. */
  protected ModuleException(String message) {
    super(message);
  }

  /** Says what happened, where, what was expected and what to do next, and why. */
  protected ModuleException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
