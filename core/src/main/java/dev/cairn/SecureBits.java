package dev.cairn;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Secure randomness, fetched many bits at a time because asking for it is slow. Thread-safe. */
final class SecureBits implements RandomGenerator {

  private static final int FETCHED_BYTES = 4_096;

  private final SecureRandom source = new SecureRandom();
  private final byte[] bytes = new byte[FETCHED_BYTES];
  private final ByteBuffer left = ByteBuffer.wrap(bytes).limit(0);

  @Override
  public synchronized long nextLong() {
    if (!left.hasRemaining()) {
      source.nextBytes(bytes);
      left.clear();
    }
    return left.getLong();
  }
}
