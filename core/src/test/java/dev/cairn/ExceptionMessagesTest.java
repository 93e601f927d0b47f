package dev.cairn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every error of the contract says in one sentence what happened, with its facts. */
final class ExceptionMessagesTest {

  private static final StreamId STREAM = StreamId.of("account-1");
  private static final UUID ID = new UUID(0x0123456789ab7cdeL, 0x8f0123456789abcdL);
  private static final Query QUERY = Query.types(EventType.of("Opened"));

  static Stream<Arguments> errors() {
    IOException cause = new IOException("/store/head: Input/output error");
    return Stream.of(
        arguments(
            new WrongVersionException(
                STREAM, ExpectedVersion.exactly(Version.of(4)), Version.of(5)),
            "stream 'account-1' is at version 5, expected version 4; read it again and decide anew"),
        arguments(
            new WrongVersionException(STREAM, ExpectedVersion.noStream(), Version.FIRST),
            "stream 'account-1' is at version 1, expected no stream; read it again and decide"
                + " anew"),
        arguments(
            new EventsMatchedException(QUERY, Position.of(7), Position.of(9)),
            "the event at position 9 after position 7 matches the append's condition; read again"
                + " and decide anew"),
        arguments(
            new EventsMatchedException(QUERY, Position.of(7), null),
            "an event after position 7 matches the append's condition; read again and decide"
                + " anew"),
        arguments(
            new DuplicateEventException(STREAM, ID),
            "stream 'account-1' already holds an event with the id"
                + " 01234567-89ab-7cde-8f01-23456789abcd; an id is used once in a stream"),
        arguments(
            new PrecedingAppendException(),
            "an append that this one follows took no effect; read again and decide anew"),
        arguments(
            new RequestReusedException("r-1", Position.of(3)),
            "request id 'r-1' was used at position 3 for another request; use a new id for new"
                + " work"),
        arguments(
            new LimitExceededException("bytes of data", 11, 10),
            "too large: bytes of data: 11, the limit is 10"),
        arguments(
            new InvalidNameException("tag", "", "it is empty"), "invalid tag '': it is empty"),
        arguments(
            InvalidJsonException.at(new byte[] {'\n', '1', 'x'}, 2, "why"),
            "invalid JSON at line 2, column 2: why"),
        arguments(
            new CorruptStoreException("events.log", 10, 20, 3, Position.of(3), "why"),
            "damaged: file events.log, line 3, bytes 10 to 20, position 3: why; nothing was"
                + " changed, restore the file from a backup"),
        arguments(
            new CorruptStoreException("head", 0, 64, 0, Position.of(3), "why"),
            "damaged: file head, bytes 0 to 64, position 3: why; nothing was changed, restore the"
                + " file from a backup"),
        arguments(
            new FormatTooNewException("store.json", 3, 1),
            "store.json has format 3, this release reads formats up to 1; use a newer release"),
        arguments(new MissingStoreException("/data"), "no store at /data; an append makes one"),
        arguments(
            new OverloadedException(100, Duration.ofMillis(1_500)),
            "100 appends are waiting already and none left within 1500 ms; slow down and try"
                + " again"),
        arguments(new StoreClosedException("the store"), "the store is closed"),
        arguments(
            new StoreFailedException(cause),
            "writing stopped after an error on the disk: /store/head: Input/output error; check"
                + " the disk, then open the store again"),
        arguments(
            new StoreFullException("/data", cause),
            "no space left for /data; nothing was written, free some space and try again"),
        arguments(
            new StoreLockedException("/data", "process 7"),
            "the store /data is held by process 7; wait for it or stop it"),
        arguments(
            new StoreUnavailableException("/data", "it is a file", null),
            "cannot use /data: it is a file"),
        arguments(
            new WrongStoreException("the view v", "it names another store"),
            "the view v does not belong to this store: it names another store; delete it and it is"
                + " made anew, or open its own store"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void theMessageIsOneSentenceWithTheFacts(CairnException error, String expected) {
    assertEquals(expected, error.getMessage());
    assertFalse(expected.contains("null"));
  }

  @Test
  void noErrorOfTheContractIsForgottenHere() {
    assertEquals(
        leaves(CairnException.class).map(Class::getSimpleName).collect(Collectors.toSet()),
        errors()
            .map(it -> Objects.requireNonNull(it.get()[0]).getClass().getSimpleName())
            .collect(Collectors.toSet()));
  }

  /** The errors that can be thrown; those of other modules lie behind an open branch. */
  private static Stream<Class<?>> leaves(Class<?> type) {
    if (type.equals(ModuleException.class)) {
      return Stream.empty();
    }
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(ExceptionMessagesTest::leaves)
        : Stream.of(type);
  }

  @Test
  void aProgramReadsTheFactsAsFields() {
    var version = new WrongVersionException(STREAM, ExpectedVersion.noStream(), Version.of(5));
    var matched = new EventsMatchedException(QUERY, Position.of(7), Position.of(9));
    var corrupt = new CorruptStoreException("events.log", 10, 20, 3, Position.of(4), "why");

    assertEquals(
        Set.of(STREAM, ExpectedVersion.noStream(), Version.of(5)),
        Set.of(version.stream(), version.expected(), version.actual()));
    assertEquals(QUERY, matched.query());
    assertEquals(Position.of(7), matched.after());
    assertEquals(Position.of(9), matched.firstMatch().orElseThrow());
    assertEquals("events.log", corrupt.file());
    assertEquals(10, corrupt.from());
    assertEquals(20, corrupt.to());
    assertEquals(3, corrupt.line());
    assertEquals(Position.of(4), corrupt.position());
    assertEquals("why", corrupt.reason());
    IOException cause = new IOException("why");
    assertEquals(cause, new StoreFailedException(cause).getCause());
    assertEquals(cause, new StoreFullException("/data", cause).getCause());
  }
}
