package dev.cairn.proofs.internal;

import java.util.Locale;

/** A log has more streams than there is memory for. */
final class TooManyStreamsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TooManyStreamsException(long streamsMax) {
    super(
        String.format(
            Locale.ROOT,
            "the log has more than %,d streams, which is what the memory of this process holds; give it more (JDK_JAVA_OPTIONS=-Xmx4g) and verify again",
            streamsMax));
  }
}
