package dev.cairn.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.bench.Options.Subject;
import dev.cairn.bench.Options.WrongCallException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

  private static Options parse(String... args) throws WrongCallException {
    return Options.parse(List.of(args));
  }

  private static String refusal(String... args) {
    return String.valueOf(assertThrows(WrongCallException.class, () -> parse(args)).getMessage());
  }

  @Test
  void nothingIsAWholeRunWithoutGoals() throws WrongCallException {
    Options options = parse();

    assertFalse(options.quick() || options.goals() || options.parts() || options.help());
    assertTrue(options.out().isEmpty() && options.events().isEmpty());
  }

  @Test
  void optionsComeInAnyOrder() throws WrongCallException {
    Options options = parse("--out", "figures", "--goals", "--events", "10_000_000", "--quick");

    assertTrue(options.goals() && options.quick());
    assertEquals(Optional.of(Path.of("figures")), options.out());
    assertEquals(10_000_000, options.events().orElseThrow());
  }

  @Test
  void anUnknownOptionIsOneSentence() {
    assertEquals("unknown option '--fast'; './bench --help' lists the options", refusal("--fast"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "99999", "150000", "10100000", "many"})
  void aNumberOfEventsOutOfRangeIsRefused(String events) {
    assertEquals(
        "--events is a multiple of 100000 up to 10000000, not '%s'".formatted(events),
        refusal("--events", events));
  }

  @Test
  void aMissingValueIsNamed() {
    assertEquals("--out needs a value", refusal("--quick", "--out"));
    assertEquals("--events needs a value", refusal("--events", "--quick"));
  }

  @Test
  void rowsAreSeparatedByCommas() throws WrongCallException {
    assertEquals(List.of("scan", "random/1"), parse("--only", "scan,random/1").only());
    assertEquals(List.of(), parse().only());
  }

  @Test
  void thePartsStandAlone() {
    assertEquals("--parts stands alone", refusal("--parts", "--quick"));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LOG")
  void aSubjectIsAWordThatTakesSomeOfTheOptions(Subject subject) throws WrongCallException {
    String word = subject.word();
    Options options = parse(word, "--quick", "--goals", "--out", "figures");

    assertEquals(subject, options.subject());
    assertTrue(options.quick() && options.goals() && options.out().isPresent());
    assertTrue(Options.USAGE.contains("./bench " + word));
    String others = word + " takes --quick, --goals and --out alone";
    assertEquals(others, refusal(word, "--only", "scan"));
    assertEquals(others, refusal("--events", "100000", word));
    assertEquals("--parts stands alone", refusal(word, "--parts"));
  }

  @Test
  void withoutAWordTheLogIsMeasured() throws WrongCallException {
    assertEquals(Subject.LOG, parse("--quick").subject());
    assertTrue(refusal("log").startsWith("unknown option 'log'"));
  }

  @Test
  void subjectsAreMeasuredOneAtATime() throws WrongCallException {
    assertEquals("lives and proofs are measured one at a time", refusal("lives", "proofs"));
    assertEquals("flow and lives are measured one at a time", refusal("flow", "lives"));
    assertEquals(Subject.FLOW, parse("flow", "flow").subject());
  }
}
