package dev.cairn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class PayloadTest {

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void jsonIsCheckedWhereverItComesFrom() {
    assertThrows(InvalidJsonException.class, () -> Payload.json("{"));
    assertThrows(InvalidJsonException.class, () -> Payload.json(bytes("{")));
    assertThrows(InvalidJsonException.class, () -> Payload.of(Payload.JSON, bytes("{")));
    assertEquals(Payload.json("{ }"), Payload.of(Payload.JSON, bytes("{\n}")));
  }

  @Test
  void aSliceEqualsACopy() {
    Payload slice = Payload.verified(Payload.JSON, bytes("xx{\"a\":1}yy"), 2, 7);
    Payload copy = Payload.json("{\"a\":1}");

    assertEquals(copy, slice);
    assertEquals(copy.hashCode(), slice.hashCode());
    assertEquals("{\"a\":1}", slice.text());
    assertEquals("{\"a\":1}", slice.toString());
    assertArrayEquals(copy.bytes(), slice.bytes());
    assertEquals(7, slice.size());
    assertEquals(copy.buffer(), slice.buffer());
    assertTrue(slice.buffer().isReadOnly());
    assertThrows(IndexOutOfBoundsException.class, () -> Payload.verified("x", new byte[3], 2, 2));
  }

  @Test
  void bytesNeverChange() {
    byte[] given = {1, 2};
    Payload payload = Payload.of("x", given);
    given[0] = 9;
    payload.bytes()[0] = 9;

    assertArrayEquals(new byte[] {1, 2}, payload.bytes());
  }

  @Test
  void nothingIsNotNullAndNotEmptyBytes() {
    assertTrue(Payload.none().isNone());
    assertFalse(Payload.json("null").isNone());
    assertFalse(Payload.of("x", new byte[0]).isNone());
    assertNotEquals(Payload.none(), Payload.of("x", new byte[0]));
  }

  @Test
  void whatIsNotJsonIsShownByTypeAndSize() {
    assertEquals("image/png, 3 bytes", Payload.of("image/png", new byte[3]).toString());
    assertFalse(Payload.of("image/png", new byte[3]).isJson());
  }
}
