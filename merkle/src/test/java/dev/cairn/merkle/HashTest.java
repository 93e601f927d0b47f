package dev.cairn.merkle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HashTest {

  private static final String BASE64 = "QnGia+DYqE8L1UyMMC58s6O10fpngKQLzOKHNHfatlg=";

  @Test
  void itIsReadAsItIsWritten() {
    Hash hash = Hash.fromBase64(BASE64);
    assertEquals(BASE64, hash.toBase64());
    assertEquals(hash, Hash.of(hash.bytes()));
    assertEquals(hash.hashCode(), Hash.of(hash.bytes()).hashCode());
    assertTrue(hash.toString().startsWith("4271a26be0d8"), hash.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "QnGia+DYqE8L1UyMMC58s6O10fpngKQLzOKHNHfatlg",
        "QnGia+DYqE8L1UyMMC58s6O10fpngKQLzOKHNHfatlh=",
        "QnGia-DYqE8L1UyMMC58s6O10fpngKQLzOKHNHfatlg=",
        "QnGia+DYqE8L1UyMMC58s6O10fpngKQLzOKHNHfatlgA",
        "QnGia+DYqE8L1UyMMC58s6O10fpngKQLzOKHNHfatlg=\n",
        "QnGia+DYqE8L1UyMMC58s6O10fpngKQLzOKHNHfatl g"
      })
  void whatIsWrittenInAnyOtherWayIsRefused(String text) {
    var refusal = assertThrows(MalformedException.class, () -> Hash.fromBase64(text));
    assertTrue(refusal.toString().contains("44 characters"), refusal.toString());
  }

  @Test
  void aHashHas32Bytes() {
    assertThrows(IllegalArgumentException.class, () -> Hash.of(new byte[31]));
    assertThrows(IllegalArgumentException.class, () -> Hash.of(new byte[33]));
    assertThrows(IndexOutOfBoundsException.class, () -> Hash.of(new byte[40], 9));
  }

  @Test
  void nobodyCanChangeIt() {
    byte[] given = new byte[Hash.BYTES];
    Hash hash = Hash.of(given);
    given[0] = 1;
    hash.bytes()[1] = 1;
    assertArrayEquals(new byte[Hash.BYTES], hash.bytes());
    byte[] target = new byte[40];
    Arrays.fill(target, (byte) 7);
    hash.copyTo(target, 8);
    assertEquals(7, target[7]);
    assertEquals(0, target[8]);
    assertNotEquals(hash, Hash.of(target, 7));
  }
}
