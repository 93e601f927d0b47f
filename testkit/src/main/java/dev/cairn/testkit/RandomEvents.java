package dev.cairn.testkit;

import dev.cairn.EventIds;
import dev.cairn.EventType;
import dev.cairn.Filter;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.Query;
import dev.cairn.StreamId;
import dev.cairn.Tag;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Random events, and queries that some of them answer: a few streams of a few categories, a few
 * types and tags, so that they meet each other often.
 */
public final class RandomEvents {

  private static final List<String> CATEGORIES = List.of("account", "customer", "überweisung", "$");
  private static final List<String> TYPES = List.of("Opened", "Deposited", "Withdrawn", "Closed");
  private static final int NAMES = 5;
  private static final int DEPTH_MAX = 4;

  private final SeededRandom random;
  private final EventIds ids;

  /** Events that follow from this randomness alone. */
  public RandomEvents(SeededRandom random) {
    this.random = random;
    this.ids = new EventIds(new VirtualClock(), random);
  }

  /** One of a few streams. */
  public StreamId stream() {
    return StreamId.of(category(), Integer.toString(random.nextInt(NAMES)));
  }

  /** One of the streams' categories. */
  public String category() {
    return random.oneOf(CATEGORIES);
  }

  /** One of a few types. */
  public EventType type() {
    return EventType.of(random.oneOf(TYPES));
  }

  /** One of a few tags. */
  public Tag tag() {
    return Tag.of("customer:" + random.nextInt(NAMES));
  }

  /** A new event of any kind. */
  public NewEvent event() {
    return new NewEvent(
        ids.next(),
        type(),
        1 + random.nextInt(3),
        tags(random.nextInt(3)),
        data(),
        random.percent(50) ? Payload.none() : Payload.json(json()));
  }

  /** That many new events, or fewer, but one at least. */
  public List<NewEvent> events(int most) {
    return Stream.generate(this::event).limit(1 + random.nextInt(most)).toList();
  }

  private Payload data() {
    return random.percent(80)
        ? Payload.json(json())
        : Payload.of("application/octet-stream", random.bytes(random.nextInt(50)));
  }

  private String json() {
    return RandomJson.compact(random).object(DEPTH_MAX);
  }

  private Set<Tag> tags(int count) {
    return Stream.generate(this::tag).limit(count).collect(Collectors.toSet());
  }

  /** A query that some of these events answer. */
  public Query query() {
    return new Query(IntStream.rangeClosed(0, random.nextInt(2)).mapToObj(_ -> item()).toList());
  }

  private Query.Item item() {
    return switch (random.nextInt(3)) {
      case 0 -> new Query.Item(Set.of(type()), Set.of());
      case 1 -> new Query.Item(Set.of(), Set.of(tag()));
      default -> new Query.Item(Set.of(type()), tags(1 + random.nextInt(2)));
    };
  }

  /** A filter that some of these events pass. */
  public Filter filter() {
    return switch (random.nextInt(4)) {
      case 0 -> Filter.everything();
      case 1 -> Filter.stream(stream());
      case 2 -> Filter.category(category());
      default -> Filter.matching(query());
    };
  }
}
