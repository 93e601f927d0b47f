package dev.cairn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids of events, of stores and of requests. */
final class IdsTest {

  private static final String HEX = "01234567-89ab-7cde-8f01-23456789abcd";

  private static long millis(UUID id) {
    return id.getMostSignificantBits() >>> 16;
  }

  @Test
  void anEventIdIsAUuidOfVersion7() {
    Instant time = Instant.parse("2025-12-28T10:00:00.123456Z");
    EventIds ids = new EventIds(InstantSource.fixed(time), new SplittableRandom(1));
    long ones = 0;
    long zeros = 0;
    for (int i = 0; i < 1_000; i++) {
      UUID id = ids.next();
      assertEquals(7, id.version());
      assertEquals(2, id.variant());
      assertEquals(time.toEpochMilli(), millis(id));
      ones |= id.getLeastSignificantBits();
      zeros |= ~id.getLeastSignificantBits();
    }
    assertEquals(-1L >>> 2, ones & zeros, "every bit behind the variant is random");
  }

  @Test
  void theSameSourcesMakeTheSameIds() {
    InstantSource time = InstantSource.fixed(Instant.EPOCH);

    assertEquals(
        new EventIds(time, new SplittableRandom(5)).next(),
        new EventIds(time, new SplittableRandom(5)).next());
  }

  @Test
  void idsOfLaterMillisecondsAreGreater() {
    SplittableRandom random = new SplittableRandom(1);
    List<String> ids =
        IntStream.range(0, 100)
            .mapToObj(i -> new EventIds(() -> Instant.ofEpochMilli(1L << 40 | i), random).next())
            .map(UUID::toString)
            .toList();

    assertEquals(ids.stream().sorted().toList(), ids);
  }

  @Test
  void idsOfManyThreadsAreUniqueAndOfThePresent() throws Exception {
    int threads = 4;
    int each = 5_000;
    Set<UUID> all = ConcurrentHashMap.newKeySet();
    long before = System.currentTimeMillis();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running =
          IntStream.range(0, threads)
              .<Future<?>>mapToObj(_ ->
                  executor.submit(
                      () -> IntStream.range(0, each).forEach(_ -> all.add(EventIds.random()))))
              .toList();
      for (Future<?> one : running) {
        one.get();
      }
    }

    assertEquals(threads * each, all.size());
    assertTrue(all.stream().allMatch(id -> millis(id) >= before));
  }

  @Test
  void aRequestsDigestIsTheSha256OfItsBody() {
    byte[] body = "abc".getBytes(StandardCharsets.US_ASCII);

    assertEquals(
        new RequestKey("r-1", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        RequestKey.of("r-1", body));
    assertNotEquals(RequestKey.of("r-1", body), RequestKey.of("r-1", new byte[0]));
    assertNotEquals(RequestKey.of("r-1", body), RequestKey.of("r-2", body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ba7816bf",
        "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
        "ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad0"
      })
  void anythingElseIsNoDigest(String digest) {
    assertEquals(
        "a request's digest is 64 lower-case hex digits, not '%s'".formatted(digest),
        assertThrows(IllegalArgumentException.class, () -> new RequestKey("r", digest))
            .getMessage());
  }

  @Test
  void aStoreIdIsReadAsItIsWritten() {
    assertEquals(HEX, StoreId.parse(HEX).toString());
    assertEquals(new StoreId(UUID.fromString(HEX)), StoreId.parse(HEX.toUpperCase(Locale.ROOT)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1-2-3-4-5", HEX + "0", " " + HEX, "0" + HEX})
  void anythingElseIsNoStoreId(String text) {
    assertEquals(
        "'%s' is not a store id; one looks like 01234567-89ab-7cde-8f01-23456789abcd"
            .formatted(text),
        assertThrows(IllegalArgumentException.class, () -> StoreId.parse(text)).getMessage());
  }
}
