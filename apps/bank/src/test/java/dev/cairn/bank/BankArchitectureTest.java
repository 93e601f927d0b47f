package dev.cairn.bank;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class BankArchitectureTest {

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.cairn.bank..");

  @Test
  void theRulesOfAnAccountKnowTheModelOnly() {
    classes()
        .that()
        .resideInAPackage("dev.cairn.bank.account..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "dev.cairn",
            "dev.cairn.model",
            "dev.cairn.bank.account..",
            "org.jspecify.annotations..",
            "tools.jackson.databind..")
        .check(MAIN);
  }

  @Test
  void onlyTheViewSpeaksSqlAndOnlyTheServerSpeaksHttp() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.cairn.bank.view..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..")
        .check(MAIN);
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.cairn.bank.http..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.helidon..")
        .check(MAIN);
  }

  /** The whole bank says where processors keep what they know. */
  @Test
  void onlyTheViewAndTheNoticesFollowTheLog() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.cairn.bank.view..", "dev.cairn.bank.notice..")
        .and()
        .doNotHaveSimpleName("BankApp")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.cairn.flow..")
        .check(MAIN);
  }

  @Test
  void onlyTheWholeBankKnowsTheEngine() {
    noClasses()
        .that()
        .doNotHaveSimpleName("BankApp")
        .and()
        .doNotHaveSimpleName("PublicLog")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.cairn.log..")
        .check(MAIN);
  }
}
