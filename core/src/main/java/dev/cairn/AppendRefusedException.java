package dev.cairn;

/** An append was refused because of what is already in the store. Nothing was written. */
public abstract sealed class AppendRefusedException extends CairnException
    permits WrongVersionException,
        EventsMatchedException,
        DuplicateEventException,
        RequestReusedException,
        PrecedingAppendException {

  private static final long serialVersionUID = 1L;

  AppendRefusedException(String message) {
    super(message);
  }
}
