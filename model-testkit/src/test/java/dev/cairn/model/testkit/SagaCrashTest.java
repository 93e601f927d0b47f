package dev.cairn.model.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.model.testkit.shop.Shop;
import dev.cairn.model.testkit.shop.Story;
import dev.cairn.testkit.InMemoryEventStore;
import dev.cairn.testkit.SeededRandom;
import dev.cairn.testkit.VirtualClock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ends the process of the shop at every call to its store, in every story, and goes on. */
class SagaCrashTest {

  private static final int MOMENTS = 1_000;
  private static final int LIVES_MAX = 20;
  private static final int CALLS_OF_A_LIFE = 40;

  static List<Story> stories() {
    return Story.all();
  }

  @RegisterExtension final LoggedWarnings warnings = new LoggedWarnings("dev.cairn.flow.saga");

  @ParameterizedTest
  @MethodSource("stories")
  void everyStoryEndsAsItMust(Story story) {
    World world = new World();
    story.tell(world.process(new MortalStore(world.store, Long.MAX_VALUE)), world.clock);
    world.mustHaveEnded(story, "without a crash");
  }

  @ParameterizedTest
  @MethodSource("stories")
  void eachStepAndEachCompensationHappensOnceWhereverTheProcessEnds(Story story) {
    long calls = 0;
    boolean died = true;
    while (died) {
      calls++;
      World world = new World();
      died = !world.lives(story, calls);
      world.goesOn(story);
      world.mustHaveEnded(story, "it ended at call " + calls);
    }
    assertTrue(calls > 40, "only " + calls + " calls were made");
  }

  @Test
  void theySoDoWhereItEndsAgainAndAgain() {
    AtomicInteger ends = new AtomicInteger();
    while (ends.get() < MOMENTS) {
      SeededRandom.forEachSeed(1, random -> ends.addAndGet(endsOf(random)));
    }
  }

  /** Returns how often the process ended. */
  private static int endsOf(SeededRandom random) {
    Story story = random.oneOf(Story.all());
    World world = new World();
    int ends = 0;
    while (ends < LIVES_MAX && !world.lives(story, 1 + random.nextInt(CALLS_OF_A_LIFE))) {
      ends++;
    }
    world.goesOn(story);
    world.mustHaveEnded(story, story.toString());
    return ends;
  }

  private static final class World {

    private final VirtualClock clock = new VirtualClock();
    private final InMemoryEventStore store = new InMemoryEventStore(clock);

    Shop process(MortalStore life) {
      return new Shop(life, clock);
    }

    /** Returns whether the process came to the end of the story. */
    boolean lives(Story story, long calls) {
      MortalStore life = new MortalStore(store, calls);
      try {
        story.tell(process(life), clock);
      } catch (MortalStore.ProcessEnded e) {
        return false;
      }
      return !life.ended();
    }

    void goesOn(Story story) {
      story.tell(process(new MortalStore(store, Long.MAX_VALUE)), clock);
    }

    void mustHaveEnded(Story story, String when) {
      Shop shop = new Shop(store, clock);
      assertEquals(story.history(), shop.history(), when);
      assertEquals(story.end(), shop.phase(), when);
    }
  }
}
