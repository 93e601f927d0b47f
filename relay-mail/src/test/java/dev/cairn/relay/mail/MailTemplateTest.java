package dev.cairn.relay.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.testkit.InMemoryEventStore;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Templates for events of the domain. */
final class MailTemplateTest {

  private final InMemoryEventStore store = new InMemoryEventStore();
  private final MailTemplate template =
      MailTemplate.of(
          new WordCodec(),
          word -> word.equals("quiet") ? Optional.empty() : Optional.of(about(word)));

  private static Mail about(String word) {
    return Mail.of(Recorded.BANK, Recorded.ANN, word, word);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Optional<String> subject(String type, String words) throws Exception {
    return template
        .mail(Recorded.event(store, "talk-1", WordCodec.event(type, words)))
        .map(Mail::subject);
  }

  @Test
  void anEventOfTheDomainMakesItsMailOrNone() throws Exception {
    assertEquals(Optional.of("hello"), subject(WordCodec.SAID, "hello"));
    assertEquals(Optional.empty(), subject(WordCodec.SAID, "quiet"));
  }

  @Test
  void anEventThatTheCodecDoesNotKnowMakesNone() throws Exception {
    assertEquals(Optional.empty(), subject("SomethingElse", "hello"));
  }

  @Test
  void anEventThatIsReadAsSeveralMakesOneMailAtMost() throws Exception {
    assertEquals(Optional.of("hello"), subject(WordCodec.SAID, "quiet hello"));

    String message =
        assertThrows(InvalidMailException.class, () -> subject(WordCodec.SAID, "hello world"))
            .toString();

    assertTrue(message.contains("more than one mail"), message);
  }
}
