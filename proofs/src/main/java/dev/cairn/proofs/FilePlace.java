package dev.cairn.proofs;

/**
 * Where in a file of the store something was found.
 *
 * @param file its path, as it was when it was read
 * @param from the first byte, from 0
 * @param to the byte behind the last
 * @param line the line, from 1; 0 where the file has no lines
 */
public record FilePlace(String file, long from, long to, long line) {

  @Override
  public String toString() {
    return line == 0
        ? "%s, bytes %d to %d".formatted(file, from, to)
        : "%s, line %d, bytes %d to %d".formatted(file, line, from, to);
  }
}
