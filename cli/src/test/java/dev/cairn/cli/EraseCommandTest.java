package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.StreamId;
import dev.cairn.log.LogStore;
import dev.cairn.privacy.FileVault;
import dev.cairn.privacy.SubjectId;
import dev.cairn.privacy.SubjectKeys;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EraseCommandTest {

  private static final SubjectId ANN = SubjectId.of("customer-7");

  @TempDir Path folder;
  private String vaultFolder = "vault";

  private FileVault vault() {
    return FileVault.open(folder.resolve("vault"));
  }

  private Shell shell() {
    return Shell.on(folder.resolve("store"));
  }

  @BeforeEach
  void record() {
    vault().current(ANN);
    String sealed =
        "{\"$sealed\":1,\"subject\":\"customer-7\",\"key\":1,\"event\":\"%s\",\"at\":\"/name\",\"value\":\"%s\"}"
            .formatted(UUID.randomUUID(), "AAAA".repeat(20));
    try (LogStore store = LogStore.open(folder.resolve("store"))) {
      store.append(
          Append.to(
              StreamId.of("customer-7"),
              ExpectedVersion.noStream(),
              NewEvent.of("Named", "{\"name\":%s}".formatted(sealed))));
    }
  }

  private Shell.Result erase(String... more) {
    String[] all = new String[more.length + 3];
    all[0] = "erase";
    all[1] = "--vault";
    all[2] = folder.resolve(vaultFolder).toString();
    System.arraycopy(more, 0, all, 3, more.length);
    return shell().run(all);
  }

  @Test
  void aSubjectIsErasedWithReasonAndActor() {
    Shell.Result result =
        erase("customer-7", "--reason", "request 12", "--actor", "clerk-3", "--yes");

    assertEquals(
        new Shell.Result(
            0, "Erased 'customer-7', which has sealed values in 1 stream.\ncustomer-7\n", ""),
        result);
    assertInstanceOf(SubjectKeys.Erased.class, vault().keys(ANN));
    assertTrue(shell().ok("list").contains("\"reason\":\"request 12\""));
  }

  @Test
  void aDryRunErasesNothing() {
    assertEquals(
        "Would erase 'customer-7', which has sealed values in 1 stream.\ncustomer-7\n",
        erase("customer-7", "--dry-run").out());
    assertInstanceOf(SubjectKeys.Held.class, vault().keys(ANN));
  }

  @Test
  void whatIsMissingOrUnknownIsToldAndErasesNothing() {
    assertFails(Exit.USAGE, "needs --reason", "customer-7", "--actor", "clerk-3", "--yes");
    assertFails(
        Exit.USAGE,
        "looks like a mail address",
        "customer-7",
        "--reason",
        "request 12",
        "--actor",
        "ann@example.org",
        "--yes");
    assertFails(
        Exit.USAGE, "say --yes", "customer-7", "--reason", "request 12", "--actor", "clerk-3");
    assertFails(
        Exit.NOT_FOUND,
        "has nothing of 'customer-8'",
        "customer-8",
        "--reason",
        "request 12",
        "--actor",
        "clerk-3",
        "--yes");
    assertInstanceOf(SubjectKeys.Held.class, vault().keys(ANN));
    vaultFolder = "elsewhere";
    assertFails(Exit.NOT_FOUND, "there is no vault", "customer-7");
  }

  private void assertFails(int exit, String said, String... more) {
    Shell.Result result = erase(more);
    assertEquals(exit, result.exit(), result.err());
    assertTrue(result.err().contains(said), result.err());
  }
}
