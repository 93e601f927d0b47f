package dev.cairn.privacy;

import static dev.cairn.privacy.Samples.ANN;
import static dev.cairn.privacy.Samples.CANARY;
import static dev.cairn.privacy.Samples.ann;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.log.LogBackup;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogStore;
import dev.cairn.model.AggregateType;
import dev.cairn.model.CommandContext;
import dev.cairn.model.Commands;
import dev.cairn.model.SnapshotFiles;
import dev.cairn.model.Snapshots;
import dev.cairn.privacy.CustomerEvent.Left;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A text about a person is looked for in every byte of every file, before and after the erasure.
 */
final class CanaryTest {

  @TempDir Path folder;

  @Test
  void aTextIsInNoFileBeforeOrAfterTheErasureAndNoCopyOfTheStoreOpensIt() throws IOException {
    Path store = folder.resolve("store");
    Path backup = folder.resolve("backup");
    FileVault vault = FileVault.open(folder.resolve("vault"));
    AggregateType<CustomerEvent, Customer, CustomerEvent> type = Customer.type(vault);
    SnapshotFiles files = SnapshotFiles.in(store.resolve(SnapshotFiles.FOLDER));
    byte[] key;
    try (LogStore log = LogStore.open(store);
        Snapshots snapshots = Snapshots.of(log, files)) {
      Commands commands = Commands.over(log);
      CommandContext clerk = CommandContext.by("clerk-3");
      var _ = commands.handle(type, "7", ann(), clerk);
      var _ = commands.handle(type, "7", new Left("moved"), clerk);
      assertTrue(snapshots.take(type, "7").isPresent());
      LogBackup.copy(store, backup, LogOptions.standard(), _ -> {});
      key = vault.current(ANN).secret().getEncoded();
      assertNowhere(CANARY);
      assertNowhere("Canary Lane");
      assertEquals(1, files(Base64.getEncoder().encodeToString(key)));

      Erasure.of(log, vault).purging(Purge.of(files)).erase(ANN, "request 12", "clerk-3");
    }

    assertNowhere(CANARY);
    assertNowhere("Canary Lane");
    assertNowhere(Base64.getEncoder().encodeToString(key));
    try (LogStore copy = LogStore.open(backup)) {
      assertEquals(
          Optional.of(new Personal.Erased<>(ANN)),
          Commands.over(copy).aggregates().load(type, "7").state().name());
    }
  }

  private void assertNowhere(String text) throws IOException {
    assertEquals(0, files(text), text);
  }

  private long files(String text) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      long found = 0;
      long looked = 0;
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        looked++;
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        String latin =
            new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        found += bytes.contains(latin) ? 1 : 0;
      }
      assertFalse(looked < 5, "too few files: " + looked);
      return found;
    }
  }
}
