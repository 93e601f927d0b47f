package dev.cairn.relay.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is an address, and what could be made to be more than one. */
final class MailAddressTest {

  private static final String LABEL = "d".repeat(63);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann@bank.example",
        "ann.o'neil+news@mail.bank.example",
        "root@localhost",
        "a@xn--bcher-kva.example"
      })
  void anOrdinaryAddressIsTaken(String address) {
    assertEquals(address, MailAddress.of(address).address());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ann",
        "@bank.example",
        "ann@",
        "ann@bank@example",
        ".ann@bank.example",
        "ann..lee@bank.example",
        "ann@-bank.example",
        "ann@bank..example",
        "ann@bank.example.",
        "ann lee@bank.example",
        "\"ann lee\"@bank.example",
        "ann@[127.0.0.1]",
        "änn@bank.example",
        "ann@bücher.example",
        "<ann@bank.example>",
        "ann@bank.example,eve@bank.example",
        "ann@bank.example\r\nBcc: eve@bank.example",
        "ann@bank.example\n",
        "ann@bank.example> SIZE=1",
        "ann@bank.example\0"
      })
  void anythingElseIsRefusedByName(String address) {
    String message =
        assertThrows(InvalidMailException.class, () -> MailAddress.of(address)).toString();

    assertTrue(message.contains("what is given as a mail address is none"), message);
    assertFalse(message.contains("\n"), message);
    assertFalse(address.length() > 3 && message.contains(address), message);
  }

  @Test
  void theLongestAddressIsTakenAndALongerOneRefused() {
    String local = "l".repeat(MailAddress.LOCAL_CHARS_MAX);
    String domain = LABEL + "." + LABEL + "." + LABEL.substring(2);
    String longest = local + "@" + domain;

    assertEquals(MailAddress.ADDRESS_CHARS_MAX, longest.length());
    assertEquals(domain, MailAddress.of(longest).domain());
    assertThrows(InvalidMailException.class, () -> MailAddress.of(longest + "d"));
    assertThrows(InvalidMailException.class, () -> MailAddress.of("l" + local + "@bank.example"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Ann\r\nBcc: eve@bank.example", "Ann\nLee", "Ann\rLee", "Ann\0", "Ann\u0085Lee"})
  void aNameIsOneLine(String name) {
    assertThrows(InvalidMailException.class, () -> MailAddress.of("ann@bank.example", name), name);
  }

  @Test
  void aNameHasALimitInBytes() {
    String longest = "é".repeat(MailAddress.NAME_BYTES_MAX / 2);

    assertEquals(longest, MailAddress.of("ann@bank.example", longest).name());
    assertThrows(
        InvalidMailException.class, () -> MailAddress.of("ann@bank.example", longest + "é"));
  }
}
