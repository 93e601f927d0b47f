package dev.cairn;

import java.util.regex.Pattern;

/**
 * Marks an append as the effect of one request, so that a retry of it changes nothing and gets the
 * first answer, for as long as the store lives.
 *
 * @param id chosen by the caller; unique in the store; 1 to 255 bytes of UTF-8
 * @param digest SHA-256 of what was asked for, 64 lower-case hex digits: the same id with another
 *     digest is refused with {@link RequestReusedException}
 */
public record RequestKey(String id, String digest) {

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /** Checks both parts. */
  public RequestKey {
    Names.checked("request id", id);
    if (!DIGEST.matcher(digest).matches()) {
      throw new IllegalArgumentException(
          "a request's digest is 64 lower-case hex digits, not '%s'".formatted(digest));
    }
  }

  /** Returns the key of a request whose body is these bytes. */
  public static RequestKey of(String id, byte[] body) {
    return new RequestKey(id, Digests.sha256(body));
  }
}
