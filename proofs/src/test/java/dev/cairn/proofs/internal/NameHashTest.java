package dev.cairn.proofs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors are those of the reference implementation, as OpenSSL gives them too. */
final class NameHashTest {

  private static final long SECRET_LOW = 0x0706050403020100L;
  private static final long SECRET_HIGH = 0x0f0e0d0c0b0a0908L;

  @ParameterizedTest
  @CsvSource({
    "0, a3817f04ba25a8e66df67214c7550293",
    "1, da87c1d86b99af44347659119b22fc45",
    "8, 3b62a9ba6258f5610f83e264f31497b4",
    "15, 5493e99933b0a8117e08ec0f97cfc3d9"
  })
  void theFirstBytesHaveTheirPublishedHash(int length, String expected) {
    byte[] counting = new byte[64];
    for (int i = 0; i < counting.length; i++) {
      counting[i] = (byte) (i - 3);
    }
    NameHash hash = new NameHash(SECRET_LOW, SECRET_HIGH);
    hash.set(new byte[] {1, 2, 3}, 0, 3);
    hash.set(counting, 3, 3 + length);
    byte[] bytes =
        ByteBuffer.allocate(16)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(hash.low())
            .putLong(hash.high())
            .array();
    assertEquals(expected, HexFormat.of().formatHex(bytes));
  }
}
