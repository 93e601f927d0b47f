package dev.cairn.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All who ask for the key of a new subject at the same time get the same. */
@Tag("concurrency")
final class FileVaultConcurrencyTest {

  private static final int THREADS = 8;

  @TempDir Path folder;

  @Test
  void threadsThatAskAtTheSameTimeGetOneKey() throws InterruptedException, ExecutionException {
    FileVault shared = FileVault.open(folder);
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Callable<List<String>>> askers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        boolean own = i % 2 == 0;
        askers.add(() -> asked(own ? FileVault.open(folder) : shared));
      }
      Set<List<String>> answers = new HashSet<>();
      for (Future<List<String>> answer : threads.invokeAll(askers)) {
        answers.add(answer.get());
      }
      assertEquals(1, answers.size());
    }
  }

  private static List<String> asked(FileVault vault) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < VaultProcess.SUBJECTS; i++) {
      keys.add(hex(vault.current(SubjectId.of("s" + i))));
    }
    return keys;
  }

  private static String hex(SubjectKey key) {
    return HexFormat.of().formatHex(key.secret().getEncoded());
  }

  @Test
  @Tag("process")
  void processesThatAskAtTheSameTimeGetOneKey() throws IOException, InterruptedException {
    List<Process> processes = new ArrayList<>();
    try {
      for (int i = 0; i < 2; i++) {
        processes.add(started());
      }
      List<String> here = asked(FileVault.open(folder));
      for (Process process : processes) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
          assertEquals(here, lines.lines().toList());
        }
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
      }
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
  }

  private Process started() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            String.join(
                File.pathSeparator,
                System.getProperty("java.class.path", ""),
                System.getProperty("jdk.module.path", ""),
                Path.of("target", "classes").toString(),
                Path.of("target", "test-classes").toString()),
            VaultProcess.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
