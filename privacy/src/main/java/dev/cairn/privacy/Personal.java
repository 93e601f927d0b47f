package dev.cairn.privacy;

import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * A value about a person, which may be erased one day: {@code record CustomerRegistered(String
 * customer, Personal<String> name)}. It says whose it is, so there is none without a subject, and
 * whoever wants the value must say what holds where it is gone.
 *
 * <p>It is sealed as a whole wherever it stands in an event: as a component of the event or of a
 * record inside it, in a list, an {@code Optional} or the values of a map. Its value is anything
 * that {@link dev.cairn.model.JsonCodec} stores, but not {@code null}, an {@code Optional} or
 * another personal value; what may be missing is an {@code Optional<Personal<…>>} or a component
 * that is {@code @Nullable}. Stored by {@link SealingCodec} alone. Immutable if the value is.
 *
 * @param <T> the value
 */
@JsonSerialize(using = PersonalWriter.class)
@JsonDeserialize(using = PersonalReader.class)
public sealed interface Personal<T> {

  /** Whom it is about. */
  SubjectId subject();

  /**
   * The value. Its text does not show it, as texts end up in log files.
   *
   * @param subject whom it is about
   * @param value what it says
   */
  record Known<T>(SubjectId subject, T value) implements Personal<T> {

    @Override
    public String toString() {
      return "personal data of %s".formatted(subject);
    }
  }

  /**
   * A value whose key was destroyed: nobody can say any more what it was.
   *
   * @param subject whom it was about
   */
  record Erased<T>(SubjectId subject) implements Personal<T> {

    @Override
    public String toString() {
      return "erased data of %s".formatted(subject);
    }
  }

  /** Returns a value about a person. */
  static <T> Personal<T> of(SubjectId subject, T value) {
    return new Known<>(subject, value);
  }

  /** The value; empty if it was erased. */
  default Optional<T> known() {
    return switch (this) {
      case Known<T>(SubjectId _, T value) -> Optional.of(value);
      case Erased<T> _ -> Optional.empty();
    };
  }

  /** The same with what the function makes of the value; erased if it was. */
  default <R> Personal<R> map(Function<? super T, ? extends R> function) {
    return switch (this) {
      case Known<T>(SubjectId of, T value) -> new Known<>(of, function.apply(value));
      case Erased<T>(SubjectId of) -> new Erased<>(of);
    };
  }
}
