package dev.cairn.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was asked for on the command line.
 *
 * @param help only say what can be asked for
 * @param parts measure the pieces instead of the whole
 * @param subject what is measured
 * @param quick take two minutes at most
 * @param goals compare with the goals
 * @param only the rows to measure; empty for all
 * @param events the size of the large store, if it is not to be the usual one
 * @param out the folder to write raw figures and the plot to
 */
record Options(
    boolean help,
    boolean parts,
    Subject subject,
    boolean quick,
    boolean goals,
    List<String> only,
    OptionalLong events,
    Optional<Path> out) {

  /** What a run measures: one of them. */
  enum Subject {
    /** The log; it has no word of its own. */
    LOG,
    /** Aggregates with long lives. */
    LIVES,
    /** What it costs to prove a log. */
    PROOFS,
    /** Relays and projections beside the appends. */
    FLOW;

    /** The word on the command line. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final String USAGE =
      """
      Usage: ./bench [--quick] [--goals] [--only ROW[,ROW…]] [--events N] [--out DIR]
             ./bench lives [--quick] [--goals] [--out DIR]
             ./bench proofs [--quick] [--goals] [--out DIR]
             ./bench flow [--quick] [--goals] [--out DIR]
             ./bench --parts
      Measures durable appends, reads, opening, space and memory, each beside the limit of the
      machine, SQLite and, where it is installed, PostgreSQL, in at most 10 minutes; and the
      start-up time of './ledger get' on a store of 100,000 events.
        lives        measure aggregates instead: how long one of 100 to 1,000,000 events takes to load
                     without snapshots, with them and from the cache, and commands of 64 callers on
                     one account and on 64; within 5 minutes, with --quick within 1; --out writes
                     lives.csv and lives.svg
        proofs       measure the proofs instead: hashing, the tree of a log, its verification, appends
                     that are followed and signed and those that are not, a million streams in 512 MiB
                     of heap, and proofs of single events; within 5 minutes, with --quick within 1.5;
                     --out writes proofs.csv and proofs.svg
        flow         measure relays and projections instead: what they take from the appends, how long
                     an event takes into a view, views made anew, and relays to Redis and NATS, whose
                     servers are started where they are installed; within 5 minutes, with --quick
                     within 2; --out writes flow.csv and flow.svg
        --quick      smaller and shorter, within 2 minutes
        --goals      compare with the goals, list each as met, short or skipped; exit code 1 if one is short
        --only ROWS  measure some rows alone: scan,random/1; 'random' is all of its rows
        --events N   size of the large store, 100,000 to 10,000,000; beyond 1,000,000 it may take 30 minutes
        --out DIR    write figures.csv and figures.svg there
        --parts      measure the pieces: encoding, checksums, parsing, looking up
      """;

  private static final Options NONE =
      new Options(
          false,
          false,
          Subject.LOG,
          false,
          false,
          List.of(),
          OptionalLong.empty(),
          Optional.empty());
  private static final long EVENTS_MIN = 100_000;
  private static final long EVENTS_MAX = 10_000_000;

  /** A wrong call; the message is one sentence for the caller. */
  static final class WrongCallException extends Exception {
    private static final long serialVersionUID = 1L;

    WrongCallException(String message) {
      super(message);
    }
  }

  /** Reads the arguments. */
  static Options parse(List<String> args) throws WrongCallException {
    Options options = NONE;
    for (int i = 0; i < args.size(); i++) {
      String name = args.get(i);
      options =
          switch (name) {
            case "--help", "-h" -> options.withHelp();
            case "lives" -> options.withSubject(Subject.LIVES);
            case "proofs" -> options.withSubject(Subject.PROOFS);
            case "flow" -> options.withSubject(Subject.FLOW);
            case "--parts" -> options.withParts();
            case "--quick" -> options.withQuick();
            case "--goals" -> options.withGoals();
            case "--only" -> options.withOnly(value(args, ++i, name));
            case "--events" -> options.withEvents(value(args, ++i, name));
            case "--out" -> options.withOut(Path.of(value(args, ++i, name)));
            default ->
                throw new WrongCallException(
                    "unknown option '%s'; './bench --help' lists the options".formatted(name));
          };
    }
    if (options.parts && !options.equals(NONE.withParts())) {
      throw new WrongCallException("--parts stands alone");
    }
    checkWords(options);
    return options;
  }

  private static void checkWords(Options options) throws WrongCallException {
    boolean hasRows = !options.only.isEmpty() || options.events.isPresent();
    if (options.subject != Subject.LOG && hasRows) {
      throw new WrongCallException(
          "%s takes --quick, --goals and --out alone".formatted(options.subject.word()));
    }
  }

  private static String value(List<String> args, int at, String name) throws WrongCallException {
    if (at == args.size() || args.get(at).startsWith("--")) {
      throw new WrongCallException("%s needs a value".formatted(name));
    }
    return args.get(at);
  }

  private Options withHelp() {
    return new Options(true, parts, subject, quick, goals, only, events, out);
  }

  private Options withParts() {
    return new Options(help, true, subject, quick, goals, only, events, out);
  }

  private Options withSubject(Subject wanted) throws WrongCallException {
    if (subject != Subject.LOG && subject != wanted) {
      throw new WrongCallException(
          "%s and %s are measured one at a time".formatted(subject.word(), wanted.word()));
    }
    return new Options(help, parts, wanted, quick, goals, only, events, out);
  }

  private Options withQuick() {
    return new Options(help, parts, subject, true, goals, only, events, out);
  }

  private Options withGoals() {
    return new Options(help, parts, subject, quick, true, only, events, out);
  }

  private Options withOut(Path folder) {
    return new Options(help, parts, subject, quick, goals, only, events, Optional.of(folder));
  }

  private Options withOnly(String rows) {
    return new Options(help, parts, subject, quick, goals, List.of(rows.split(",")), events, out);
  }

  /** Whole blocks of the corpus: a multiple of 100,000. */
  private Options withEvents(String text) throws WrongCallException {
    try {
      long number = Long.parseLong(text.replace("_", ""));
      if (number >= EVENTS_MIN && number <= EVENTS_MAX && number % EVENTS_MIN == 0) {
        return new Options(help, parts, subject, quick, goals, only, OptionalLong.of(number), out);
      }
    } catch (NumberFormatException e) {
      // Said below, like a number out of range.
    }
    throw new WrongCallException(
        "--events is a multiple of %d up to %d, not '%s'".formatted(EVENTS_MIN, EVENTS_MAX, text));
  }
}
