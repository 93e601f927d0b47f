package dev.cairn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.CorruptStoreException;
import dev.cairn.FormatTooNewException;
import dev.cairn.StoreException;
import dev.cairn.StoreUnavailableException;
import dev.cairn.disk.RealDisk;
import dev.cairn.testkit.Fault;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.FaultyDisk.Operation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Which store a folder is, is protected like its events. */
final class LogHeaderTest {

  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void make() {
    file = folder.resolve("store.json");
    try (LogStore store = LogStore.open(folder)) {
      Stores.append(store, 1);
    }
  }

  private static String sealed(String body) {
    CRC32C crc = new CRC32C();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    return body + ",\"crc\":\"%08x\"}\n".formatted(crc.getValue());
  }

  private String body() throws IOException {
    String whole = Files.readString(file);
    return whole.substring(0, whole.indexOf(",\"crc\""));
  }

  private <T extends StoreException> void refused(Class<T> error) {
    assertThrows(error, () -> LogStore.open(folder).close());
    assertThrows(error, () -> LogReader.open(folder).close());
    assertThrows(error, () -> LogCheck.run(folder, LogOptions.standard(), _ -> {}));
  }

  @Test
  void itIsALineOfJsonWithAChecksum() throws IOException {
    assertEquals(sealed(body()), Files.readString(file));
    assertTrue(
        body()
            .matches(
                "\\{\"store\":\"[0-9a-f-]{36}\",\"format\":1,\"origin\":\"cairn/[0-9a-f]{18}\",\"created\":\"[0-9TZ:.-]{27}\""),
        body());
  }

  @Test
  void everyBitThatFlipsIsFound() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] rotten = whole.clone();
        rotten[at] ^= (byte) (1 << bit);
        Files.write(file, rotten);
        assertThrows(
            CorruptStoreException.class,
            () -> LogReader.open(folder).close(),
            "bit %d of byte %d".formatted(bit, at));
      }
    }
    refused(CorruptStoreException.class);
  }

  @Test
  void whatIsCutOrAddedIsFound() throws IOException {
    String whole = Files.readString(file);
    for (int length = 0; length < whole.length(); length++) {
      Files.writeString(file, whole.substring(0, length));
      assertThrows(CorruptStoreException.class, () -> LogReader.open(folder).close());
    }
    Files.writeString(file, whole + "\n");
    refused(CorruptStoreException.class);
  }

  @Test
  void aFileFromBeforeThereWasAChecksumIsTaken() throws IOException {
    String body = body();
    Files.writeString(file, body + "}\n");
    try (LogStore store = LogStore.open(folder)) {
      assertEquals(2, Stores.append(store, 1).last().sequence());
    }
    Files.writeString(file, body.replace("\"format\"", "\"other\":1,\"format\"") + "}\n");
    refused(CorruptStoreException.class);
  }

  @Test
  void aNewerFormatIsRefusedAsTooNew() throws IOException {
    String newer = body().replace("\"format\":1", "\"format\":2,\"more\":[1]");
    Files.writeString(file, sealed(newer));
    refused(FormatTooNewException.class);
    Files.writeString(file, newer + "}\n");
    refused(CorruptStoreException.class);
  }

  @Test
  void eventsWithoutTheirStoreFileAreRefused() throws IOException {
    Files.delete(file);
    assertThrows(CorruptStoreException.class, () -> LogStore.open(folder));
  }

  @Test
  void aStoreFileThatCannotBeLookedForIsNotMadeAnew() throws IOException {
    for (String name : List.of("store.json", "events.log")) {
      Files.deleteIfExists(file);
      FaultyDisk disk = new FaultyDisk(new RealDisk());
      disk.inject(Fault.next(Operation.EXISTS).in(name));
      assertThrows(
          StoreUnavailableException.class,
          () -> LogStore.open(folder, LogOptions.standard().withDisk(disk)));
      assertFalse(Files.exists(file), "made, although nobody could tell of " + name);
      assertEquals(List.of(), disk.openFiles());
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aStoreFileThatIsALostLinkIsNotReplaced() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path link = Files.createSymbolicLink(empty.resolve("store.json"), empty.resolve("gone"));
    assertThrows(StoreUnavailableException.class, () -> LogStore.open(empty));
    assertTrue(Files.isSymbolicLink(link));
    assertFalse(Files.exists(empty.resolve("events.log"), LinkOption.NOFOLLOW_LINKS));
  }
}
