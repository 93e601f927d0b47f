package dev.cairn.privacy;

import dev.cairn.model.EventSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Events about customers, with personal data in every place where they may stand. */
public sealed interface CustomerEvent {

  record Address(String street, int number) {}

  record Contact(String kind, Personal<String> value) {}

  record Registered(String customer, Personal<String> name, Personal<Address> address)
      implements CustomerEvent {}

  record ContactsNoted(
      List<Contact> contacts,
      Map<String, Personal<String>> byLabel,
      Optional<Personal<String>> nickname,
      @Nullable Personal<String> title)
      implements CustomerEvent {}

  record Paid(Personal<String> payer, Personal<String> payee, long cents)
      implements CustomerEvent {}

  /** Of which schema 1 called the name {@code label}. */
  @EventSchema(2)
  record Renamed(Personal<String> name) implements CustomerEvent {}

  record Left(String reason) implements CustomerEvent {}
}
