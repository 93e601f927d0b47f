package dev.cairn.flow.saga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.LimitExceededException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReactionTest {

  @Test
  void aSagaThatEndsWaitsForNothing() {
    Reaction<String> waiting = Reaction.<String>nothing().deadline("pay", Instant.EPOCH);
    assertThrows(IllegalArgumentException.class, waiting::completed);
    assertThrows(IllegalArgumentException.class, waiting::compensated);
    assertEquals(new Turn.Stuck("no"), waiting.stuck("no").turn());
  }

  @Test
  void aReactionHasALimit() {
    List<String> most = Collections.nCopies(Reaction.PARTS_MAX, "event");
    Reaction<String> full = Reaction.<String>nothing().record(most);
    assertEquals(Reaction.PARTS_MAX, full.events().size());
    assertThrows(LimitExceededException.class, () -> full.record(List.of("event")));
  }
}
