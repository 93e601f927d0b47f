package dev.cairn.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * What proofs and requests to witnesses are made of: lines, the last of them hashes, then an empty
 * line and a note.
 *
 * @param lines at least one
 */
record HashedNote(List<String> lines, SignedNote note) {

  static HashedNote split(String what, byte[] bytes, int most) {
    String text = Text.decoded(what, bytes, most);
    int end = text.indexOf("\n\n");
    if (end < 0) {
      throw new MalformedException(
          what + " is lines, an empty line and a checkpoint; here is no empty line");
    }
    SignedNote note = SignedNote.parse(text.substring(end + 2).getBytes(UTF_8));
    return new HashedNote(List.of(text.substring(0, end).split("\n", -1)), note);
  }

  List<Hash> hashesFrom(int line, int most) {
    if (lines.size() - line > most) {
      throw new MalformedException(
          "there are at most %d hashes, not %d".formatted(most, lines.size() - line));
    }
    return lines.subList(line, lines.size()).stream().map(Hash::fromBase64).toList();
  }
}
