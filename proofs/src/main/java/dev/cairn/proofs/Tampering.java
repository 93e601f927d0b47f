package dev.cairn.proofs;

import dev.cairn.merkle.TileDifference;
import dev.cairn.merkle.TreeHead;
import java.util.Locale;

/** Something in a store that is not what its log has signed. */
public sealed interface Tampering {

  /** What was found and where, in a sentence without its full stop. */
  String what();

  /** What to do next, in a sentence without its full stop. */
  String next();

  /**
   * A file that should say which log this is, or what it has signed, and does not.
   *
   * @param place where in which file
   * @param reason what was found, and what was expected
   */
  record RefusedFile(FilePlace place, String reason) implements Tampering {

    @Override
    public String what() {
      return "%s: %s".formatted(place.file(), reason);
    }

    @Override
    public String next() {
      return "find out who changed this file; restore it from a backup, and verify again";
    }
  }

  /**
   * An event that is not the one that was recorded.
   *
   * @param position its place in the log
   * @param stream what its line says, which may not be what was recorded; empty if it cannot be
   *     read
   * @param version the same; 0 if it cannot be read
   * @param type the same; empty if it cannot be read
   * @param place of its line
   * @param reason what was found, and what was expected
   */
  record BadEvent(
      long position, String stream, long version, String type, FilePlace place, String reason)
      implements Tampering {

    @Override
    public String what() {
      return stream.isEmpty()
          ? String.format(Locale.ROOT, "event %,d (%s): %s", position, place, reason)
          : String.format(
              Locale.ROOT,
              "event %,d (stream %s, version %,d, %s; %s): %s",
              position,
              stream,
              version,
              type,
              place,
              reason);
    }

    @Override
    public String next() {
      return "restore the file from a backup, and verify again";
    }
  }

  /**
   * Events that are not in the log.
   *
   * @param events their positions
   * @param place where they should be
   * @param reason what was found
   */
  record MissingEvents(PositionRange events, FilePlace place, String reason) implements Tampering {

    @Override
    public String what() {
      return "event%s %s missing (%s): %s"
          .formatted(
              events.count() == 1 ? "" : "s",
              events + (events.count() == 1 ? " is" : " are"),
              place,
              reason);
    }

    @Override
    public String next() {
      return "restore the files from a backup, and verify again";
    }
  }

  /**
   * A line that belongs to no position.
   *
   * @param before the position before which it stands
   * @param place of the line
   * @param reason what it says
   */
  record ExtraLine(long before, FilePlace place, String reason) implements Tampering {

    @Override
    public String what() {
      return String.format(Locale.ROOT, "before event %,d (%s): %s", before, place, reason);
    }

    @Override
    public String next() {
      return "restore the file from a backup, and verify again";
    }
  }

  /**
   * One or more of these events are not what was recorded; which ones, nothing that is kept can
   * tell.
   *
   * @param events the positions among which they are
   * @param signed the smallest tree head that the log has signed and the events do not give
   * @param actual what they give
   */
  record ChangedEvents(PositionRange events, TreeHead signed, TreeHead actual)
      implements Tampering {

    @Override
    public String what() {
      return String.format(
          Locale.ROOT,
          "events %s: they do not give the signed tree of %,d events, and no earlier checkpoint or tile tells which of them was changed",
          events,
          signed.size());
    }

    @Override
    public String next() {
      return "compare these events with those of a backup";
    }
  }

  /**
   * Tiles that are not those of the events, where the events are proven good.
   *
   * @param first the first of them
   * @param different how many there are
   * @param compared of how many
   */
  record DamagedTiles(TileDifference first, long different, long compared) implements Tampering {

    @Override
    public String what() {
      String how =
          switch (first.kind()) {
            case MISSING -> "is missing";
            case LENGTH -> "has the wrong length";
            case HASH -> "has a wrong hash, the one of number " + (first.from() + 1);
          };
      return String.format(
          Locale.ROOT,
          "tiles/%s %s, %,d of %,d tiles differ; the events are what was signed",
          first.tile(),
          how,
          different,
          compared);
    }

    @Override
    public String next() {
      return "tiles are derived: delete the folder tiles/ and they are made anew from the events";
    }
  }

  /**
   * The log has signed two trees of which neither begins with the other.
   *
   * @param signed a tree head that it signed, and that is not of the log as it is
   * @param actual the head of that size that the log as it is has
   * @param place where that checkpoint lies
   */
  record Fork(TreeHead signed, TreeHead actual, FilePlace place) implements Tampering {

    @Override
    public String what() {
      return String.format(
          Locale.ROOT,
          "the checkpoint of %,d events in %s has the root %s, and the log, which another signed checkpoint proves, has %s: the key has signed two histories",
          signed.size(),
          place,
          signed.root().toBase64(),
          actual.root().toBase64());
    }

    @Override
    public String next() {
      return "keep both checkpoints, they are the evidence; whoever has the key has shown somebody another log";
    }
  }

  /**
   * The log does not extend the checkpoint that was pinned.
   *
   * @param pinned what was verified last
   * @param actual what the log is now: its checkpoint, or its head of the pinned size
   */
  record PinNotExtended(TreeHead pinned, TreeHead actual) implements Tampering {

    @Override
    public String what() {
      return actual.size() < pinned.size()
          ? String.format(
              Locale.ROOT,
              "the log was set back: its checkpoint has %,d events, and you pinned one of %,d",
              actual.size(),
              pinned.size())
          : String.format(
              Locale.ROOT,
              "this is another history: of %,d events it has the root %s, and you pinned %s",
              pinned.size(),
              actual.root().toBase64(),
              pinned.root().toBase64());
    }

    @Override
    public String next() {
      return "keep your pinned checkpoint, it is the evidence; ask who runs the log what became of it";
    }
  }
}
