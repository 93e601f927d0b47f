package dev.cairn.rules;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A module of Cairn and whom it may know. The constants are the table of the design, in the order
 * of who may know whom.
 *
 * @param rootPackage the package that other modules may use
 * @param parts the packages below it that other modules may use too, by their last names
 * @param exported whether it is a library at all, or a program
 * @param files whether it may write files otherwise than through the contract of {@code disk}
 * @param libraries the packages of others that it may use, beside those of the JDK
 * @param modules the modules that it may use, with all that those may; of each the root package and
 *     the parts alone
 */
public record CairnModule(
    String rootPackage,
    Set<String> parts,
    boolean exported,
    Files files,
    List<String> libraries,
    List<CairnModule> modules) {

  /** Who writes files. */
  public enum Files {
    /** What is to be durable goes through the disk's contract, and nothing else is written. */
    THROUGH_THE_DISK,
    /** It writes files of another kind, or is the disk. */
    DIRECTLY
  }

  /** The contract. */
  public static final CairnModule CORE = library("dev.cairn", List.of());

  /** The one door to the disk. */
  public static final CairnModule DISK = library("dev.cairn.disk", List.of()).writingFiles();

  /** Trees, proofs and notes; usable without the others. */
  public static final CairnModule MERKLE = library("dev.cairn.merkle", List.of());

  /** The witness protocol over HTTP, whose server is the JDK's own; it remembers on the disk. */
  public static final CairnModule WITNESS =
      library("dev.cairn.witness", List.of("com.sun.net.httpserver.."), DISK, MERKLE);

  /** What is published to test stores with. */
  public static final CairnModule TESTKIT =
      library("dev.cairn.testkit", List.of("org.junit.jupiter.api.."), CORE, DISK);

  /** The embedded engine. */
  public static final CairnModule LOG = library("dev.cairn.log", List.of(), CORE, DISK);

  /** The tree of a log, kept beside it. */
  public static final CairnModule PROOFS =
      library("dev.cairn.proofs", List.of(), CORE, DISK, LOG, MERKLE);

  /** Deciders, the command way and snapshots, whose files go through the disk. */
  public static final CairnModule MODEL =
      library(
          "dev.cairn.model",
          List.of(
              "tools.jackson..",
              "com.fasterxml.jackson.annotation..",
              "com.github.benmanes.caffeine.."),
          CORE,
          DISK);

  /** Processors, whose views lie outside the store in files of the database's own. */
  public static final CairnModule FLOW =
      library("dev.cairn.flow", List.of("org.sqlite..", "tools.jackson.."), CORE, DISK, MODEL)
          .writingFiles()
          .withPart("saga");

  /** Buses of a relay in Redis. */
  public static final CairnModule RELAY_REDIS =
      library("dev.cairn.relay.redis", List.of("redis.clients.jedis.."), CORE, FLOW);

  /** Sends mails of events to an SMTP server. */
  public static final CairnModule RELAY_MAIL =
      library(
          "dev.cairn.relay.mail",
          List.of("jakarta.mail..", "org.eclipse.angus.mail.smtp.."),
          CORE,
          FLOW);

  /** Seals personal data and keeps the keys, in files of its own that go through the disk. */
  public static final CairnModule PRIVACY =
      library("dev.cairn.privacy", List.of("tools.jackson.."), CORE, DISK, MODEL);

  /** Buses on NATS servers. */
  public static final CairnModule RELAY_NATS =
      library("dev.cairn.relay.nats", List.of("io.nats.client.."), CORE, FLOW);

  /** What is published to test deciders and upcasters with. */
  public static final CairnModule MODEL_TESTKIT =
      library(
          "dev.cairn.model.testkit",
          List.of("org.junit.jupiter.api..", "tools.jackson.."),
          MODEL,
          FLOW,
          TESTKIT);

  /** The {@code ledger} command, which keeps its standard input in a file for a while. */
  public static final CairnModule CLI =
      new CairnModule(
          "dev.cairn.cli",
          Set.of(),
          false,
          Files.DIRECTLY,
          List.of("picocli.."),
          List.of(LOG, PROOFS, WITNESS, FLOW, MODEL, PRIVACY));

  /** Copies the lists. */
  public CairnModule {
    parts = Set.copyOf(parts);
    libraries = List.copyOf(libraries);
    modules = List.copyOf(modules);
  }

  private static CairnModule library(
      String rootPackage, List<String> libraries, CairnModule... modules) {
    return new CairnModule(
        rootPackage, Set.of(), true, Files.THROUGH_THE_DISK, libraries, List.of(modules));
  }

  private CairnModule writingFiles() {
    return new CairnModule(rootPackage, parts, exported, Files.DIRECTLY, libraries, modules);
  }

  private CairnModule withPart(String part) {
    return new CairnModule(rootPackage, Set.of(part), exported, files, libraries, modules);
  }

  /** The packages that other modules may use. */
  Set<String> openPackages() {
    Set<String> packages = new LinkedHashSet<>(Set.of(rootPackage));
    parts.forEach(part -> packages.add(rootPackage + "." + part));
    return packages;
  }

  /** The packages of others that the module may depend on, as ArchUnit writes them. */
  Set<String> foreignPackages() {
    Set<String> packages = new LinkedHashSet<>(List.of("java..", "javax..", "org.jspecify.."));
    packages.addAll(libraries);
    addModules(packages);
    return packages;
  }

  private void addModules(Set<String> packages) {
    for (CairnModule used : modules) {
      packages.addAll(used.openPackages());
      used.addModules(packages);
    }
  }
}
