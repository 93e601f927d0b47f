package dev.cairn.log.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/**
 * Plants a bug in a copy of one source file of the engine, compiles it, and runs a part of the
 * programme against the engine with that class in it. The product has no switch for any of this.
 */
final class PlantedBugs {

  private static final String PREFIX = "dev.cairn.log.";

  private PlantedBugs() {}

  /** What the part of the programme threw that was to find the bug; fails if it found nothing. */
  static Throwable caught(SourceBug bug, Path scratch) throws IOException {
    Path root = Page.root();
    Path internal = Path.of("src/main/java/dev/cairn/log/internal");
    Path source = root.resolve("log").resolve(internal).resolve(bug.file() + ".java");
    Path copy = scratch.resolve(bug.file() + ".java");
    Files.writeString(copy, bug.plantedIn(Files.readString(source)));
    Path classes = Files.createDirectory(scratch.resolve("classes"));
    compile(copy, classes, root);
    return run(bug, new Planted(classes));
  }

  private static void compile(Path source, Path classes, Path root) {
    String path =
        String.join(
            File.pathSeparator,
            root.resolve("log/target/classes").toString(),
            root.resolve("core/target/classes").toString(),
            root.resolve("disk/target/classes").toString(),
            System.getProperty("jdk.module.path", ""),
            System.getProperty("java.class.path", ""));
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    int result =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                out,
                out,
                "-nowarn",
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                path,
                source.toString());
    assertEquals(0, result, said::toString);
  }

  private static Throwable run(SourceBug bug, ClassLoader planted) {
    try {
      planted
          .loadClass(SmallProof.class.getName())
          .getMethod("run", String.class)
          .invoke(null, bug.caughtBy().name());
    } catch (InvocationTargetException e) {
      return e.getCause() == null ? e : e.getCause();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
    throw new AssertionError("%s was not found by %s".formatted(bug, bug.caughtBy().test()));
  }

  /** Defines the classes of the log and of its tests anew, one of them with the bug. */
  private static final class Planted extends ClassLoader {

    private final Path classes;

    Planted(Path classes) {
      super(PlantedBugs.class.getClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        if (known != null) {
          return known;
        }
        return name.startsWith(PREFIX) ? defined(name) : super.loadClass(name, resolve);
      }
    }

    private Class<?> defined(String name) throws ClassNotFoundException {
      String file = name.replace('.', '/') + ".class";
      try {
        Path planted = classes.resolve(file);
        byte[] bytes = Files.exists(planted) ? Files.readAllBytes(planted) : sound(file);
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    private byte[] sound(String file) throws IOException {
      try (InputStream in = PlantedBugs.class.getResourceAsStream("/" + file)) {
        if (in == null) {
          throw new IOException("no class " + file);
        }
        return in.readAllBytes();
      }
    }
  }
}
