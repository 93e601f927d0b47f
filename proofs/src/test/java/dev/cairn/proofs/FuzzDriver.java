package dev.cairn.proofs;

import java.util.Locale;

/**
 * What Jazzer calls: the {@link FuzzTarget} that {@code -Dcairn.fuzz} names. {@code scripts/fuzz}
 * starts it; a build does not.
 */
public final class FuzzDriver {

  private static final FuzzTarget TARGET =
      FuzzTarget.valueOf(System.getProperty("cairn.fuzz", "records").toUpperCase(Locale.ROOT));

  private FuzzDriver() {}

  /** Called by name, with input after input; whatever it throws is a finding. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    TARGET.take(bytes);
  }
}
