package dev.cairn.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lock keeps out other processes, and everybody else in this one, by whatever name they come. */
@Tag("process")
final class RealLockTest {

  private static final long WAIT_SECONDS = 10;

  @TempDir private Path folder;

  private final Disk disk = new RealDisk();
  private final List<Process> started = new ArrayList<>();
  private Path file = Path.of("");

  @BeforeEach
  void nameTheLock() {
    file = folder.resolve("LOCK");
  }

  @AfterEach
  void endProcesses() throws InterruptedException {
    for (Process process : started) {
      process.destroyForcibly();
      assertTrue(process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS));
    }
  }

  private Process locking(Path path) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                LockingProcess.class.getName(),
                path.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    started.add(process);
    return process;
  }

  /** The class path, also where the tests run on a module path. */
  private static String classPath() {
    return String.join(
        File.pathSeparator,
        System.getProperty("java.class.path", ""),
        System.getProperty("jdk.module.path", ""),
        Path.of("target", "classes").toString(),
        Path.of("target", "test-classes").toString());
  }

  private static String said(Process process) throws IOException {
    return String.valueOf(process.inputReader(StandardCharsets.UTF_8).readLine());
  }

  @Test
  void aLockOfAnotherProcessKeepsThisOneOutUntilItIsKilled() throws Exception {
    Process holder = locking(file);
    assertEquals("locked", said(holder));
    assertEquals(Optional.empty(), disk.tryLock(file));

    holder.destroyForcibly();
    assertTrue(holder.waitFor(WAIT_SECONDS, TimeUnit.SECONDS));

    disk.tryLock(file).orElseThrow().close();
  }

  @Test
  void aLockOfThisProcessKeepsOthersOutUntilItIsClosed() throws Exception {
    try (DiskLock lock = disk.tryLock(file).orElseThrow()) {
      assertEquals("refused", said(locking(file)), () -> "beside " + lock);
    }

    assertEquals("locked", said(locking(file)));
  }

  /** Closing a channel on the file would drop the lock of the whole process. */
  @Test
  void oneThatIsClosedInThisProcessLeavesTheLockOfAnotherHeld() throws Exception {
    DiskLock first = disk.tryLock(file).orElseThrow();
    first.release();
    try (DiskLock second = disk.tryLock(file).orElseThrow()) {
      first.close();

      assertEquals("refused", said(locking(file)), () -> "beside " + second);
    }
    assertEquals("locked", said(locking(file)));
  }

  @Test
  void aLockThatIsReleasedIsTakenByAnotherProcess() throws Exception {
    try (DiskLock lock = disk.tryLock(file).orElseThrow()) {
      lock.release();
      Process other = locking(file);
      assertEquals("locked", said(other));
      assertFalse(lock.retake());

      other.destroyForcibly();
      assertTrue(other.waitFor(WAIT_SECONDS, TimeUnit.SECONDS));
      assertTrue(lock.retake());
      assertEquals("refused", said(locking(file)));
    }
  }

  @Test
  void theSameFileByAnotherNameIsRefusedAndTheLockStaysHeld() throws Exception {
    Path linkedFolder = Files.createSymbolicLink(folder.resolve("folder"), folder);
    try (DiskLock lock = disk.tryLock(file).orElseThrow()) {
      Path symbolic = Files.createSymbolicLink(folder.resolve("symbolic"), file);
      Path hard = Files.createLink(folder.resolve("hard"), file);

      for (Path other :
          List.of(
              file,
              folder.resolve("x/../LOCK"),
              linkedFolder.resolve("LOCK"),
              Path.of("").toAbsolutePath().relativize(file),
              symbolic,
              hard)) {
        assertEquals(Optional.empty(), disk.tryLock(other), () -> other + " beside " + lock);
      }

      assertEquals("refused", said(locking(file)));
    }
    assertEquals("locked", said(locking(file)));
  }

  /** Whoever deletes a lock file in use has another file then, which this process never takes. */
  @Test
  void aLockWhoseFileWasDeletedIsStillHeldInThisProcess() throws IOException {
    try (DiskLock lock = disk.tryLock(file).orElseThrow()) {
      Files.delete(file);

      assertEquals(Optional.empty(), disk.tryLock(file), () -> "beside " + lock);
    }
    disk.tryLock(file).orElseThrow().close();
  }

  @Test
  void oneOfManyThreadsGetsTheLock() throws Exception {
    int threads = 8;
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Optional<DiskLock>> attempt = () -> disk.tryLock(file);
      List<DiskLock> taken = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        List<Future<Optional<DiskLock>>> attempts = new ArrayList<>();
        for (int j = 0; j < threads; j++) {
          attempts.add(executor.submit(attempt));
        }
        for (Future<Optional<DiskLock>> one : attempts) {
          one.get().ifPresent(taken::add);
        }
        assertEquals(1, taken.size());
        taken.removeFirst().close();
      }
    }
  }
}
