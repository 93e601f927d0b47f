package dev.cairn;

/** What was asked for cannot be in any store. Nothing was written. */
public abstract sealed class InvalidInputException extends CairnException
    permits InvalidJsonException, InvalidNameException, LimitExceededException {

  private static final long serialVersionUID = 1L;

  InvalidInputException(String message) {
    super(message);
  }
}
