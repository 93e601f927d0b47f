package dev.cairn.privacy;

import static dev.cairn.privacy.Samples.ANN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/** What must hold of the file of a subject, whatever it holds. */
final class FuzzedVault {

  private static final VaultFile FORM = new VaultFile(Optional.empty());

  private FuzzedVault() {}

  /**
   * A file is refused with a reason, or is read again as it was when it is written. The bytes are
   * given the checksum that they need, up to which everything else would be refused.
   */
  static void file(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    byte[] end =
        ",\"crc\":\"%s\"}\n"
            .formatted(HexFormat.of().toHexDigits((int) crc.getValue()))
            .getBytes(StandardCharsets.US_ASCII);
    byte[] line = Arrays.copyOf(bytes, bytes.length + end.length);
    System.arraycopy(end, 0, line, bytes.length, end.length);
    try {
      SubjectKeys found = FORM.read(ANN, line);
      byte[] written =
          switch (found) {
            case SubjectKeys.Held held -> FORM.written(ANN, held);
            case SubjectKeys.Erased(Tombstone tombstone) -> FORM.written(ANN, tombstone);
            case SubjectKeys.Unknown() ->
                throw new AssertionError("a file that is there tells of something");
          };
      assertEquals(found, FORM.read(ANN, written));
    } catch (VaultFile.DamagedException e) {
      assertFalse(String.valueOf(e.getMessage()).isBlank());
    }
  }
}
