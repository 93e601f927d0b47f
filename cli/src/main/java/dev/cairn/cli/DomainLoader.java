package dev.cairn.cli;

import dev.cairn.model.AggregateType;
import dev.cairn.model.Domain;
import dev.cairn.model.Upcasters;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The domain of an application, loaded from its jars: what {@code --domain PATH} names. The classes
 * of Cairn and of its libraries are those of this command; everything else comes from PATH. Close
 * it when nothing of the domain is used any more.
 */
final class DomainLoader implements AutoCloseable {

  /** The option, for errors. */
  static final String OPTION = "--domain";

  private static final String SERVICE = "META-INF/services/" + Domain.class.getName();

  private final URLClassLoader classes;
  private final Domain domain;

  private DomainLoader(URLClassLoader classes, Domain domain) {
    this.classes = classes;
    this.domain = domain;
  }

  /** What was found. Asking it fails no more: it was asked for everything once. */
  Domain domain() {
    return domain;
  }

  /**
   * Loads the one domain that a path holds.
   *
   * @param value a jar, or a folder of jars or classes
   * @throws CommandException if there is none, if there are several, or if it cannot be used
   */
  static DomainLoader open(String value) {
    Path path = Ledger.path(OPTION, value);
    URLClassLoader classes =
        new URLClassLoader("domain", urls(path), Domain.class.getClassLoader());
    try {
      return new DomainLoader(classes, asked(path, only(path, classes)));
    } catch (RuntimeException e) {
      closeAfter(classes, e);
      throw e;
    }
  }

  private static URL[] urls(Path path) {
    List<URL> urls = new ArrayList<>();
    try {
      if (!Files.exists(path)) {
        throw unusable(path, "there is no such jar or folder", null);
      }
      urls.add(path.toUri().toURL());
      if (Files.isDirectory(path)) {
        for (Path jar : jars(path)) {
          urls.add(jar.toUri().toURL());
        }
      }
    } catch (MalformedURLException e) {
      throw unusable(path, "it cannot be written as a URL", e);
    } catch (IOException e) {
      throw unusable(path, "it cannot be listed: " + e.getMessage(), e);
    }
    return urls.toArray(URL[]::new);
  }

  /** In the order of their names, so that every run sees the same. */
  private static Iterable<Path> jars(Path folder) throws IOException {
    TreeSet<Path> jars = new TreeSet<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
      found.forEach(jars::add);
    }
    return jars;
  }

  private static Domain only(Path path, URLClassLoader classes) {
    try {
      List<ServiceLoader.Provider<Domain>> found =
          ServiceLoader.load(Domain.class, classes).stream()
              .filter(provider -> classes.equals(provider.type().getClassLoader()))
              .toList();
      if (found.isEmpty()) {
        throw unusable(
            path, "there is no domain in it; a jar names its own in %s".formatted(SERVICE), null);
      }
      if (found.size() > 1) {
        String names =
            String.join(", ", found.stream().map(one -> one.type().getName()).sorted().toList());
        throw unusable(
            path, "there are several domains in it, name the jar of one: " + names, null);
      }
      return found.getFirst().get();
    } catch (ServiceConfigurationError | LinkageError e) {
      throw unusable(path, "its domain cannot be loaded: " + reason(e), e);
    }
  }

  private static Domain asked(Path path, Domain domain) {
    try {
      Upcasters upcasters = domain.upcasters();
      List<AggregateType<?, ?, ?>> aggregates = List.copyOf(domain.aggregates());
      return new Asked(upcasters, aggregates);
    } catch (RuntimeException | LinkageError e) {
      throw unusable(path, "its domain failed: " + reason(e), e);
    }
  }

  /** The answers of a domain. */
  private record Asked(Upcasters upcasters, List<AggregateType<?, ?, ?>> aggregates)
      implements Domain {}

  /** The innermost cause says what is wrong, the outer ones that something is. */
  private static String reason(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.toString();
  }

  private static CommandException unusable(Path path, String reason, @Nullable Throwable cause) {
    CommandException error = CommandException.usage("%s %s: %s".formatted(OPTION, path, reason));
    if (cause != null) {
      error.initCause(cause);
    }
    return error;
  }

  private static void closeAfter(URLClassLoader classes, RuntimeException error) {
    try {
      classes.close();
    } catch (IOException e) {
      error.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    try {
      classes.close();
    } catch (IOException e) {
      // Its jars were only read; nothing of the command's work depends on it.
    }
  }
}
