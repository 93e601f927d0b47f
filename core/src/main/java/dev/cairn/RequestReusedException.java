package dev.cairn;

/** A request id was used before for a request with another body. */
public final class RequestReusedException extends AppendRefusedException {

  private static final long serialVersionUID = 1L;

  private final String requestId;
  private final transient Position firstUse;

  /** Names the id and the place of its first use. */
  public RequestReusedException(String requestId, Position firstUse) {
    super(
        "request id '%s' was used at position %s for another request; use a new id for new work"
            .formatted(requestId, firstUse));
    this.requestId = requestId;
    this.firstUse = firstUse;
  }

  /** The id. */
  public String requestId() {
    return requestId;
  }

  /** The first event of the append that used it first. */
  public Position firstUse() {
    return firstUse;
  }
}
