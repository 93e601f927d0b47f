package dev.cairn.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.EventType;
import dev.cairn.ExpectedVersion;
import dev.cairn.Filter;
import dev.cairn.JsonText;
import dev.cairn.Limits;
import dev.cairn.NewEvent;
import dev.cairn.Query;
import dev.cairn.StreamId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Randomness that can be repeated, and what is made of it. */
final class RandomTest {

  private static final int DRAWS = 300;

  private String given = "";

  @BeforeEach
  void forgetTheSeedOfTheWholeRun() {
    given = System.getProperty(SeededRandom.PROPERTY, "");
    System.clearProperty(SeededRandom.PROPERTY);
  }

  @AfterEach
  void rememberTheSeedOfTheWholeRun() {
    if (given.isEmpty()) {
      System.clearProperty(SeededRandom.PROPERTY);
    } else {
      System.setProperty(SeededRandom.PROPERTY, given);
    }
  }

  private static List<Object> drawn(SeededRandom random) {
    return List.of(
        random.nextLong(),
        random.nextInt(1_000_000),
        random.oneOf(List.of("a", "b", "c")),
        random.percent(50),
        random.split().nextLong(),
        new String(random.bytes(8), StandardCharsets.ISO_8859_1),
        RandomJson.spaced(random).object(3),
        new RandomEvents(random).events(5),
        new RandomEvents(random).filter());
  }

  @Test
  void theSameSeedDrawsTheSame() {
    for (long seed = 0; seed < 20; seed++) {
      assertEquals(drawn(new SeededRandom(seed)), drawn(new SeededRandom(seed)));
      assertNotEquals(new SeededRandom(seed).nextLong(), new SeededRandom(seed + 1).nextLong());
    }
    assertArrayEquals(new SeededRandom(7).bytes(9), new SeededRandom(7).bytes(9));
    assertEquals(7, new SeededRandom(7).seed());
  }

  @Test
  void aChanceOfNothingAndOfEverythingIsCertain() {
    SeededRandom random = new SeededRandom(1);
    for (int i = 0; i < DRAWS; i++) {
      assertTrue(random.percent(100));
      assertTrue(!random.percent(0));
    }
  }

  @Test
  void eachRunHasASeedOfItsOwn() {
    Set<Long> seeds = new HashSet<>();

    SeededRandom.forEachSeed(50, random -> seeds.add(random.seed()));

    assertEquals(50, seeds.size());
  }

  private static AssertionError failure(SeededRandom.Property property) {
    return assertThrows(AssertionError.class, () -> SeededRandom.forEachSeed(100, property));
  }

  @Test
  void aFailureNamesItsSeedAndThatSeedAloneRepeatsIt() {
    List<Long> drawn = new ArrayList<>();
    SeededRandom.Property property =
        random -> {
          drawn.add(random.nextLong());
          assertTrue(drawn.getLast() % 2 == 0, "odd");
        };
    AssertionError first = failure(property);
    long bad = drawn.getLast();
    String seed =
        String.valueOf(first.getMessage()).replaceAll(".*-Dcairn\\.seed=(-?\\d+):.*", "$1");

    System.setProperty(SeededRandom.PROPERTY, seed);
    drawn.clear();

    assertEquals(first.getMessage(), failure(property).getMessage());
    assertEquals(List.of(bad), drawn);
    assertEquals(
        "failed with seed %s; repeat it with -Dcairn.seed=%s: %s"
            .formatted(seed, seed, first.getCause()),
        first.getMessage());
  }

  /** Such as the overflow of a stack by deep input, which is what chance is good at finding. */
  @Test
  void anyErrorIsAFailureWithASeed() {
    AssertionError failure =
        failure(_ -> {
          throw new StackOverflowError("deep");
        });

    assertTrue(String.valueOf(failure.getMessage()).startsWith("failed with seed "));
    assertEquals("deep", failure.getCause() == null ? "" : failure.getCause().getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1x", "12 3", "0x10", "99999999999999999999"})
  void aSeedThatCannotBeReadIsRefused(String seed) {
    System.setProperty(SeededRandom.PROPERTY, seed);

    assertEquals(
        "-Dcairn.seed=%s: a seed is a whole number of 64 bits".formatted(seed),
        assertThrows(IllegalArgumentException.class, () -> SeededRandom.forEachSeed(1, _ -> {}))
            .getMessage());
  }

  private static int depth(String json) {
    int deepest = 0;
    int depth = 0;
    boolean text = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (text) {
        i += c == '\\' ? 1 : 0;
        text = c != '"';
      } else if (c == '"') {
        text = true;
      } else if (c == '{' || c == '[') {
        deepest = Math.max(deepest, ++depth);
      } else if (c == '}' || c == ']') {
        depth--;
      }
    }
    return deepest;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5})
  void jsonIsValidAndNestsAsDeepAsItMay(int depthMax) {
    Set<Integer> values = new TreeSet<>();
    Set<Integer> objects = new TreeSet<>();
    SeededRandom random = new SeededRandom(depthMax);
    for (int i = 0; i < 10 * DRAWS; i++) {
      values.add(depth(checked(RandomJson.compact(random).value(depthMax))));
      objects.add(depth(checked(RandomJson.spaced(random).object(depthMax))));
    }

    assertEquals(range(0, depthMax), values);
    assertEquals(range(1, Math.max(1, depthMax)), objects);
  }

  private static String checked(String json) {
    JsonText.checkedLine(json.getBytes(StandardCharsets.UTF_8));
    return json;
  }

  private static Set<Integer> range(int from, int to) {
    Set<Integer> range = new TreeSet<>();
    for (int i = from; i <= to; i++) {
      range.add(i);
    }
    return range;
  }

  @Test
  void jsonComesInEverySpelling() {
    SeededRandom random = new SeededRandom(1);
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < DRAWS; i++) {
      all.append(RandomJson.spaced(random).object(3));
    }

    for (String spelling :
        List.of(
            "\n", "\t", "\r\n", "\\u0041", "\\ud83d\\ude00", "1E3", "-0", "true", "null", "[")) {
      assertTrue(all.indexOf(spelling) >= 0, spelling);
    }
    assertTrue(all.codePoints().anyMatch(Character::isSupplementaryCodePoint));
  }

  private static <T> Set<T> some(Function<RandomEvents, T> draw) {
    RandomEvents events = new RandomEvents(new SeededRandom(2));
    Set<T> drawn = new HashSet<>();
    for (int i = 0; i < DRAWS; i++) {
      drawn.add(draw.apply(events));
    }
    return drawn;
  }

  @Test
  void streamsTypesAndTagsAreFewSoThatTheyMeet() {
    assertEquals(20, some(RandomEvents::stream).size());
    assertEquals(4, some(RandomEvents::category).size());
    assertEquals(4, some(RandomEvents::type).size());
    assertEquals(5, some(RandomEvents::tag).size());
    assertEquals(
        some(RandomEvents::category),
        Set.copyOf(some(RandomEvents::stream).stream().map(StreamId::category).toList()));
  }

  @Test
  void eventsKeepTheLimitsOfEveryStoreAndHaveIdsOfTheirOwn() {
    RandomEvents random = new RandomEvents(new SeededRandom(3));
    Set<Object> ids = new HashSet<>();
    Set<Integer> counts = new HashSet<>();
    int count = 0;
    for (int i = 0; i < DRAWS; i++) {
      List<NewEvent> events = random.events(4);
      Limits.DEFAULT.check(Append.to(random.stream(), ExpectedVersion.any(), events));
      events.forEach(event -> ids.add(event.id()));
      counts.add(events.size());
      count += events.size();
    }

    assertEquals(count, ids.size());
    assertEquals(Set.of(1, 2, 3, 4), counts);
  }

  @Test
  void queriesAndFiltersAreAnsweredByTheseEvents() {
    RandomEvents random = new RandomEvents(new SeededRandom(4));
    Set<Class<?>> filters = new HashSet<>();
    int answered = 0;
    for (int i = 0; i < DRAWS; i++) {
      Query query = random.query();
      NewEvent event = random.event();
      answered += query.matches(event.type(), event.tags()) ? 1 : 0;
      filters.add(random.filter().getClass());
    }

    assertTrue(answered > DRAWS / 10 && answered < DRAWS * 9 / 10, "answered: " + answered);
    assertEquals(Set.of(Filter.class.getPermittedSubclasses()), filters);
    assertTrue(some(RandomEvents::type).contains(EventType.of("Opened")));
  }
}
