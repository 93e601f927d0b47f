package dev.cairn.model.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name that a file of an id has: its bytes percent-encoded, all but {@code a-z}, {@code 0-9},
 * {@code _} and {@code -}, so that no two ids share one where a file system takes no notice of
 * case; beyond {@link #BYTES_MAX} bytes the SHA-256 of the id in hex. As a hash tells nobody what
 * it is of, the file itself holds the id.
 */
public final class SafeName {

  /** The longest name that is not a hash. */
  public static final int BYTES_MAX = 150;

  private static final HexFormat UPPER = HexFormat.of().withUpperCase();

  private SafeName() {}

  /** Returns the name for an id. */
  public static String of(String id) {
    byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
    StringBuilder name = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      if (isSafe(b)) {
        name.append((char) b);
      } else {
        name.append('%').append(UPPER.toHexDigits(b));
      }
    }
    return name.length() <= BYTES_MAX ? name.toString() : HexFormat.of().formatHex(sha256(bytes));
  }

  /** Whether a file may have got its name here. */
  public static boolean isOne(String name) {
    return !name.isEmpty()
        && name.length() <= BYTES_MAX
        && name.replaceAll("%[0-9A-F]{2}", "").chars().allMatch(c -> c < 128 && isSafe((byte) c));
  }

  private static boolean isSafe(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '_' || b == '-';
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
