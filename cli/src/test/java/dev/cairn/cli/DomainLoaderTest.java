package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.model.Domain;
import dev.cairn.model.Upcasters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DomainLoaderTest {

  private static final String SOURCE =
      """
      import dev.cairn.model.AggregateType;
      import dev.cairn.model.Domain;
      import dev.cairn.model.Upcasters;
      import java.util.List;

      public class Trade implements Domain {
        public Upcasters upcasters() {
          return Upcasters.none();
        }

        public List<AggregateType<?, ?, ?>> aggregates() {
          return List.of();
        }

        public static class Again extends Trade {}

        public static class Faulty extends Trade {
          public Upcasters upcasters() {
            throw new IllegalStateException("no idea");
          }
        }

        public static class Shy extends Trade {
          private Shy() {}
        }
      }
      """;

  @TempDir private static Path shared;
  private static Path classes;

  @TempDir private Path folder;

  @BeforeAll
  static void compile() throws IOException {
    classes = DomainJar.compiled(shared.resolve("classes"), "Trade", SOURCE);
  }

  @Test
  void aFolderOfClassesIsADomain() {
    assertLoads(classes);
  }

  @Test
  void aJarIsADomainAndSoIsAFolderOfJars() throws IOException {
    Path jar = folder.resolve("trade.jar");
    DomainJar.run(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "jar").toString(),
            "--create",
            "--file",
            jar.toString(),
            "-C",
            classes.toString(),
            "."));

    assertLoads(jar);
    assertLoads(folder);
  }

  private static void assertLoads(Path path) {
    try (DomainLoader loader = DomainLoader.open(path.toString())) {
      Domain domain = loader.domain();
      assertEquals(Upcasters.none(), domain.upcasters());
      assertEquals(List.of(), domain.aggregates());
    }
  }

  @Test
  void aPathThatHoldsNoDomainIsRefused() {
    assertRefused(folder, "there is no domain in it; a jar names its own in META-INF/services/");
    assertRefused(folder.resolve("none.jar"), "there is no such jar or folder");
    assertThrows(CommandException.class, () -> DomainLoader.open(""));
  }

  @Test
  void aFileThatIsNoJarHoldsNoDomain() throws IOException {
    Path text = Files.writeString(folder.resolve("trade.jar"), "not a jar");

    assertRefused(text, "there is no domain in it");
  }

  @Test
  void severalDomainsAreRefusedByTheirNames() throws IOException {
    Path both = copied();
    DomainJar.named(both, "Trade", "Trade$Again");

    assertRefused(both, "several domains in it, name the jar of one: Trade, Trade$Again");
  }

  @Test
  void aDomainThatCannotBeUsedIsRefusedWithItsReason() throws IOException {
    Path broken = copied();
    DomainJar.named(broken, "Trade$Faulty");
    assertRefused(broken, "its domain failed: java.lang.IllegalStateException: no idea");
    DomainJar.named(broken, "Trade$Shy");
    assertRefused(broken, "its domain cannot be loaded:");
    DomainJar.named(broken, "Absent");
    assertRefused(broken, "its domain cannot be loaded:");
  }

  private Path copied() throws IOException {
    for (String name : List.of("Trade", "Trade$Again", "Trade$Faulty", "Trade$Shy")) {
      Files.copy(classes.resolve(name + ".class"), folder.resolve(name + ".class"));
    }
    return folder;
  }

  private static void assertRefused(Path path, String reason) {
    CommandException error =
        assertThrows(CommandException.class, () -> DomainLoader.open(path.toString()));
    assertEquals(Exit.USAGE, error.exit());
    String said = String.valueOf(error.getMessage());
    assertTrue(said.startsWith("--domain " + path + ": ") && said.contains(reason), said);
  }
}
