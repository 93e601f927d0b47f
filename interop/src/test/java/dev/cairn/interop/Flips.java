package dev.cairn.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.testkit.SeededRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files in which one bit is another one. */
final class Flips {

  private Flips() {}

  /** What is done while a file is changed. */
  interface Check {
    void run() throws IOException, InterruptedException;
  }

  /** Puts another content in the place of a file's, and the old one back. */
  static void changed(Path file, byte[] content, Check check)
      throws IOException, InterruptedException {
    byte[] sound = Files.readAllBytes(file);
    Files.write(file, content);
    try {
      check.run();
    } finally {
      Files.write(file, sound);
    }
  }

  static byte[] flipped(byte[] sound, int bit) {
    byte[] flipped = sound.clone();
    flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
    return flipped;
  }

  /**
   * Bits of a note or proof that mean something to who knows the key of its first signature: none
   * of later lines, and none of letters before the padding of Base64, since decoders pass over the
   * bits of those that stand for nothing.
   */
  static List<Integer> ofText(byte[] text, int count, SeededRandom random) {
    String all = new String(text, ISO_8859_1);
    int signature = all.indexOf(new String("\n— ".getBytes(UTF_8), ISO_8859_1));
    int end = signature < 0 ? text.length : all.indexOf('\n', signature + 1);
    return random
        .ints(0, end - 1)
        .filter(at -> text[at + 1] != '=')
        .limit(count)
        .map(at -> at * Byte.SIZE + random.nextInt(Byte.SIZE))
        .boxed()
        .toList();
  }
}
