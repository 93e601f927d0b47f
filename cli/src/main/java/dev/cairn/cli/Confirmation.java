package dev.cairn.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/** Asks before what cannot be undone. */
final class Confirmation {

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  /**
   * Goes on only if somebody at a terminal types the word, or the command line says yes.
   *
   * @param what what is to be done, as an infinitive: {@code delete 3 snapshots}
   * @param question what is asked, with what to type
   * @param word what must be typed
   * @param undone what is said otherwise
   */
  void require(Ledger ledger, String what, String question, String word, String undone)
      throws IOException {
    if (yes) {
      return;
    }
    if (!ledger.console().watched()) {
      throw CommandException.usage("nobody can be asked whether to %s; say --yes".formatted(what));
    }
    ledger.console().note(question);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(ledger.console().in(), StandardCharsets.UTF_8));
    if (!word.equals(in.readLine())) {
      throw CommandException.usage(undone);
    }
  }
}
