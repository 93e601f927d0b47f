package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.cairn.CairnException;
import dev.cairn.testkit.SeededRandom;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * Options that say which events are meant, with values that are nearly right. {@code
 * -Dcairn.mutations=N} tries more; a failure names the seed that repeats it.
 */
@Tag("fuzz")
final class SelectionMutationTest {

  private static final int MUTATIONS = Integer.getInteger("cairn.mutations", 20_000) / 4;

  private static final List<String> OPTIONS =
      List.of(
          "--stream", "--category", "--type", "--tag", "--after", "--up-to", "--since", "--until");

  private static final List<String> VALUES =
      List.of(
          "account-1",
          "AccountOpened",
          "customer:7",
          "42",
          "9223372036854775807",
          "2025-12-28",
          "9999-12-31",
          "2025-12-28 10:00:00",
          "2025-12-28T10:00:00.000001Z",
          "+999999999-12-31T23:59:59-18:00");

  private static final List<String> PIECES =
      List.of(
          "-", "+", ":", "T", " ", "Z", ".", ",", "\"", "\\", "\0", "\n", "\ud83d", "\u00e4", "99");

  @Test
  void whateverIsTypedIsTakenOrRefusedInWords() {
    SeededRandom.forEachSeed(MUTATIONS, SelectionMutationTest::type);
  }

  private static void type(SeededRandom random) {
    String value = random.oneOf(VALUES);
    for (int i = random.nextInt(4); i > 0; i--) {
      value = mutated(value, random);
    }
    SelectionOptions options = new SelectionOptions();
    try {
      new CommandLine(options).parseArgs(random.oneOf(OPTIONS) + "=" + value);
      var _ = options.selection(random.nextBoolean());
    } catch (CairnException | CommandException | CommandLine.ParameterException e) {
      assertFalse(String.valueOf(e.getMessage()).isBlank());
    }
  }

  private static String mutated(String value, SeededRandom random) {
    int from = random.nextInt(value.length() + 1);
    int to = from + random.nextInt(value.length() - from + 1);
    String middle =
        switch (random.nextInt(4)) {
          case 0 -> "";
          case 1 -> value.substring(from, to).repeat(2);
          case 2 -> random.oneOf(PIECES);
          default -> random.oneOf(VALUES);
        };
    return value.substring(0, from) + middle + value.substring(to);
  }
}
