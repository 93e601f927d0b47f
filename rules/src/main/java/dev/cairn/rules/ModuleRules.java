package dev.cairn.rules;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.File;
import java.io.FileOutputStream;
import java.io.FileWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.annotation.Annotation;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * The suite that holds one module to the rules of the house. It looks at the classes that Maven put
 * below the working directory, so that no rule is kept by finding nothing: an empty module fails.
 */
public abstract class ModuleRules {

  private static final Path MAIN = Path.of("target", "classes");

  /** Read once: the tests of one module have a process of their own. */
  private static final JavaClasses CLASSES = new ClassFileImporter().importPath(MAIN);

  private static final Path TESTS = Path.of("target", "test-classes");
  private static final Set<String> WRITING =
      Set.of(
          "copy",
          "createDirectories",
          "createDirectory",
          "createFile",
          "createLink",
          "createSymbolicLink",
          "createTempDirectory",
          "createTempFile",
          "delete",
          "deleteIfExists",
          "move",
          "newBufferedWriter",
          "newByteChannel",
          "newOutputStream",
          "setAttribute",
          "setLastModifiedTime",
          "setPosixFilePermissions",
          "write",
          "writeString");

  private static final Set<Class<? extends Annotation>> TEST_ANNOTATIONS =
      Set.of(Test.class, ParameterizedTest.class, RepeatedTest.class, TestFactory.class);

  private final CairnModule module;

  /** For the test of that module. */
  protected ModuleRules(CairnModule module) {
    this.module = module;
  }

  /** The classes of the module, for rules of its own. */
  protected final JavaClasses main() {
    return CLASSES;
  }

  @Test
  final void theModuleKnowsWhatTheTableAllowsAndNoInsideOfAnother() {
    Stream<String> own =
        CLASSES.stream().map(JavaClass::getPackageName).filter(this::isOwn).distinct();
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            Stream.concat(own, module.foreignPackages().stream()).toArray(String[]::new))
        .check(CLASSES);
  }

  @Test
  final void everyClassLiesInTheRootPackageInAPartOrInside() {
    Set<String> strangers =
        CLASSES.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> !isOwn(name))
            .collect(Collectors.toSet());

    assertEquals(Set.of(), strangers);
  }

  private boolean isOwn(String packageName) {
    String root = module.rootPackage();
    return module.openPackages().contains(packageName)
        || packageName.equals(root + ".internal")
        || packageName.startsWith(root + ".internal.");
  }

  @Test
  final void noPackageButTheRootAndThePartsIsExported() throws IOException {
    Set<String> exported =
        descriptor().exports().stream()
            .map(ModuleDescriptor.Exports::source)
            .collect(Collectors.toSet());

    assertEquals(module.exported() ? module.openPackages() : Set.of(), exported);
  }

  private static ModuleDescriptor descriptor() throws IOException {
    try (InputStream descriptor = Files.newInputStream(MAIN.resolve("module-info.class"))) {
      return ModuleDescriptor.read(descriptor);
    }
  }

  /** What is required statically, such as annotations, may be missing at run time. */
  @Test
  final void whereTheTableNamesNoLibraryTheJdkIsEnoughAtRunTime() throws IOException {
    Set<String> needed =
        descriptor().requires().stream()
            .filter(required -> !required.modifiers().contains(Modifier.STATIC))
            .map(ModuleDescriptor.Requires::name)
            .filter(name -> !name.startsWith("java.") && !name.startsWith("dev.cairn."))
            .collect(Collectors.toSet());

    assertEquals(module.libraries().isEmpty(), needed.isEmpty(), needed::toString);
  }

  /** The root package and its inside are one: they know each other. */
  @Test
  final void packagesKnowEachOtherOneWayOnly() {
    slices()
        .assignedFrom(new ByPackage(module.rootPackage()))
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  private record ByPackage(String root) implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
      String name = javaClass.getPackageName();
      return SliceIdentifier.of(name.equals(root + ".internal") ? root : name);
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }

  /** Errors about channels are no channels. */
  @Test
  final void filesAreWrittenThroughTheDiskAlone() {
    if (module.files() == CairnModule.Files.DIRECTLY) {
      return;
    }
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("java.nio.channels..")
                .and(not(assignableTo(Throwable.class)))
                .or(type(File.class))
                .or(type(FileOutputStream.class))
                .or(type(FileWriter.class))
                .or(type(RandomAccessFile.class)))
        .orShould()
        .callMethodWhere(describe("a file is written", ModuleRules::isWriting))
        .check(CLASSES);
  }

  private static boolean isWriting(JavaMethodCall call) {
    return call.getTargetOwner().isEquivalentTo(Files.class) && WRITING.contains(call.getName());
  }

  @Test
  final void nothingIsPrinted() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
  }

  /** The runner takes classes for tests by their names and says nothing of the others. */
  @Test
  final void everyTestHasANameThatIsRun() {
    classes()
        .that(describe("hold or inherit tests", ModuleRules::holdsTests))
        .and()
        .doNotHaveModifier(JavaModifier.ABSTRACT)
        .and()
        .areTopLevelClasses()
        .should()
        .haveSimpleNameEndingWith("Test")
        .check(new ClassFileImporter().importPath(TESTS));
  }

  private static boolean holdsTests(JavaClass candidate) {
    return candidate.getAllMethods().stream()
        .anyMatch(method -> TEST_ANNOTATIONS.stream().anyMatch(method::isAnnotatedWith));
  }
}
