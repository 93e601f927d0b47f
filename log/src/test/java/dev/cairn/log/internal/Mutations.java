package dev.cairn.log.internal;

import dev.cairn.testkit.SeededRandom;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Makes bytes that are nearly what a parser expects: takes what it takes, and flips, cuts, doubles,
 * moves and replaces parts of it. All of it follows from one seed.
 */
final class Mutations {

  private static final List<String> WORDS =
      List.of(
          "\n",
          "\"",
          "\\",
          "\\u0000",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "null",
          "-1",
          "0",
          "1e9",
          "9223372036854775808",
          "\"commit\":",
          "\"of\":[2,1]",
          "\"data\":",
          ",\"crc\":\"",
          "\0",
          "\u00e4");

  private final SeededRandom random;
  private final List<byte[]> seeds;

  Mutations(long seed, List<byte[]> seeds) {
    this.random = new SeededRandom(seed);
    this.seeds = List.copyOf(seeds);
  }

  /** The next ones. */
  byte[] next() {
    byte[] bytes = random.oneOf(seeds).clone();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      bytes = mutated(bytes);
    }
    return bytes;
  }

  private byte[] mutated(byte[] bytes) {
    int from = random.nextInt(bytes.length + 1);
    int to = from + random.nextInt(Math.min(bytes.length - from, 64) + 1);
    return switch (random.nextInt(6)) {
      case 0 -> flipped(bytes);
      case 1 -> put(bytes, from, new byte[0], to);
      case 2 -> put(bytes, to, java.util.Arrays.copyOfRange(bytes, from, to), to);
      case 3 -> put(bytes, from, random.oneOf(WORDS).getBytes(StandardCharsets.UTF_8), from);
      case 4 -> put(bytes, from, random.oneOf(WORDS).getBytes(StandardCharsets.UTF_8), to);
      default -> {
        byte[] other = random.oneOf(seeds);
        yield put(bytes, from, other, bytes.length);
      }
    };
  }

  private byte[] flipped(byte[] bytes) {
    if (bytes.length > 0) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  /** What stands between two offsets gives way. */
  private static byte[] put(byte[] bytes, int from, byte[] middle, int to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    out.writeBytes(middle);
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }
}
