package dev.cairn.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.model.InvalidCodecException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PersonalShapeTest {

  record Inner(Personal<String> name) {}

  @SuppressWarnings("rawtypes") // It is what is refused.
  sealed interface Bad {
    record Raw(Personal name) implements Bad {}

    record Wild(Personal<?> name) implements Bad {}

    record Anything(Personal<Object> name) implements Bad {}

    record Empty(Personal<Optional<String>> name) implements Bad {}

    record Twice(Personal<Inner> inner) implements Bad {}

    record Case(Personal.Known<String> name) implements Bad {}

    record Keys(Map<Personal<String>, String> names) implements Bad {}
  }

  @Test
  void whatCannotBeSealedIsNamedWhenTheCodecIsMade() {
    List<String> faults =
        assertThrows(
                InvalidCodecException.class,
                () -> SealingCodec.forSealed(Bad.class, KeyVault.none()))
            .faults();

    assertEquals(
        List.of(
            "Raw.name does not say what it holds; make it a Personal<String>",
            "Wild.name holds a value of no certain type; name a type that is stored",
            "Anything.name holds a value of no certain type; name a type that is stored",
            "Empty.name is an empty personal value at times; make it an Optional<Personal<…>>",
            "Inner.name is personal data inside personal data; seal the outer one",
            "Case.name is one case of personal data, which an erasure changes; make it a Personal",
            "Keys.names has personal data as its keys, which are not sealed"),
        faults);
  }
}
