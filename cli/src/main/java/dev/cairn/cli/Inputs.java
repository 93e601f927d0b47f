package dev.cairn.cli;

import dev.cairn.ExpectedVersion;
import dev.cairn.InvalidJsonException;
import dev.cairn.LimitExceededException;
import dev.cairn.Limits;
import dev.cairn.Payload;
import dev.cairn.StreamId;
import dev.cairn.Version;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads what people type as the parts of an event. */
final class Inputs {

  private Inputs() {}

  /** JSON as the value of an option: the text itself, {@code @FILE}, or {@code -}. */
  static Payload json(String option, String value, InputStream in, Limits limits) {
    try {
      if (value.equals("-")) {
        return Payload.json(atMost(option, in, limits));
      }
      if (value.startsWith("@")) {
        return fromFile(option, value.substring(1), limits);
      }
      return Payload.json(value);
    } catch (InvalidJsonException e) {
      throw CommandException.usage(option + ": " + e.getMessage());
    } catch (IOException e) {
      throw CommandException.usage("%s: cannot read %s".formatted(option, failure(e)));
    }
  }

  private static Payload fromFile(String option, String name, Limits limits) throws IOException {
    Path file = Ledger.path(option, name);
    try (InputStream content = Files.newInputStream(file)) {
      return Payload.json(atMost(option, content, limits));
    }
  }

  /** White space around JSON does not count against the limit of an event, so some more is read. */
  private static byte[] atMost(String option, InputStream in, Limits limits) throws IOException {
    int most = 2 * limits.dataBytesMax();
    byte[] bytes = in.readNBytes(most + 1);
    LimitExceededException.check("bytes of " + option, bytes.length, most);
    return bytes;
  }

  /** What could not be read and why, in words. */
  static String failure(IOException error) {
    return switch (error) {
      case NoSuchFileException _, AccessDeniedException _ -> reason(error);
      default -> "the input: " + reason(error);
    };
  }

  /** Why something could not be done with a file, in words. */
  static String reason(IOException error) {
    String what = String.valueOf(error.getMessage());
    return switch (error) {
      case NoSuchFileException _ -> "'%s': there is no such file".formatted(what);
      case AccessDeniedException _ -> "'%s': permission denied".formatted(what);
      default -> what;
    };
  }

  static StreamId stream(String name) {
    StreamId stream = StreamId.of(name);
    if (stream.isSystem()) {
      throw CommandException.usage(
          "stream '%s': names that begin with '$' are Cairn's own".formatted(name));
    }
    return stream;
  }

  static ExpectedVersion expectedVersion(String text) {
    return switch (text) {
      case "any" -> ExpectedVersion.any();
      case "none" -> ExpectedVersion.noStream();
      case "exists" -> ExpectedVersion.streamExists();
      default -> ExpectedVersion.exactly(version(text));
    };
  }

  private static Version version(String text) {
    try {
      return Version.of(Long.parseLong(text));
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(
          "--expected-version is any, none, exists or a number from 0, not '%s'".formatted(text));
    }
  }
}
