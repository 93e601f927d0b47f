package dev.cairn.proofs;

import java.time.Duration;

/** A file of a log as it is given to the public. Immutable. */
public final class TreeResource {

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String BYTES = "application/octet-stream";
  private static final Duration EVER = Duration.ofDays(365);

  private final byte[] bytes;
  private final String mediaType;
  private final Duration cacheLife;

  private TreeResource(byte[] bytes, String mediaType, Duration cacheLife) {
    this.bytes = bytes;
    this.mediaType = mediaType;
    this.cacheLife = cacheLife;
  }

  /** A text that the next one may replace at any time. */
  static TreeResource text(byte[] bytes) {
    return new TreeResource(bytes, TEXT, Duration.ZERO);
  }

  /** Bytes that never become others. */
  static TreeResource lasting(byte[] bytes) {
    return new TreeResource(bytes, BYTES, EVER);
  }

  /** What is in it. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** What the header {@code Content-Type} is to say. */
  public String mediaType() {
    return mediaType;
  }

  /** How long a copy stays good; zero if it must be asked for again each time. */
  public Duration cacheLife() {
    return cacheLife;
  }

  /** What the header {@code Cache-Control} is to say. */
  public String cacheControl() {
    return cacheLife.isZero()
        ? "no-cache"
        : "public, max-age=%d, immutable".formatted(cacheLife.toSeconds());
  }
}
