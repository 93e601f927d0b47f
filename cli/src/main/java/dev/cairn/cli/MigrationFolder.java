package dev.cairn.cli;

import dev.cairn.EventReader;
import dev.cairn.EventStore;
import dev.cairn.InvalidInputException;
import dev.cairn.Payload;
import dev.cairn.Position;
import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFullException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The folder in which a store is made out of another one, in one run or in several:
 *
 * <pre>
 * migration.json        which store it comes from, and up to where; the first file that is there
 * store.json.migrating  what will be store.json, the last name that is given
 * migration.jsonl       where the events were: {@link PositionMap}
 * </pre>
 */
final class MigrationFolder {

  /** Which store this one comes from. */
  static final String FROM = "migration.json";

  /** Where its events were. */
  static final String MAPPING = "migration.jsonl";

  /** What a run leaves that is killed while it writes one of these files. */
  private static final String HALF = ".new";

  /**
   * How far a migration is.
   *
   * @param head the last event of the old store that it takes
   * @param first what the new store begins with, if the old one was signed
   * @param finished whether there is nothing left to do
   */
  record State(Position head, Optional<Continuation> first, boolean finished) {}

  private final Ledger ledger;
  private final Path folder;
  private final Disk disk;
  private final HiddenHeaderDisk hidden;

  MigrationFolder(Ledger ledger, Path folder) {
    this.ledger = ledger;
    this.folder = folder;
    this.disk = ledger.access().disk();
    this.hidden = new HiddenHeaderDisk(disk, folder);
  }

  /**
   * Begins a migration of that store, or goes on with one.
   *
   * @param first what the new store shall begin with; one that was begun keeps what it began with
   * @throws CommandException if the folder holds anything else
   */
  State claim(EventReader old, Path from, Optional<Continuation> first) {
    try {
      boolean shown = disk.exists(folder.resolve(HiddenHeaderDisk.HEADER));
      if (disk.exists(folder.resolve(FROM))) {
        return noted(old, shown);
      }
      if (shown) {
        throw conflict(
            "there is a store at %s already, and it does not come from %s; migrate to a folder that is missing or empty"
                .formatted(folder, from));
      }
      checkEmpty();
      State state = new State(old.head(), first, false);
      begin(old, state);
      return state;
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Where the migration of that store ends, if it is one of that store. */
  private State noted(EventReader old, boolean shown) throws IOException {
    byte[] json = AtomicFile.read(disk, folder.resolve(FROM));
    try {
      Map<String, JsonMembers.Member> members = JsonMembers.ofObject(Payload.json(json).bytes());
      String store = EventMembers.text(value(members, "store"));
      if (!store.equals(old.id().toString())) {
        throw another("its %s names the store %s".formatted(FROM, store));
      }
      String head = new String(value(members, "head"), StandardCharsets.UTF_8);
      Optional<Continuation> first =
          Optional.ofNullable(members.get("checkpoint"))
              .map(member -> new Continuation(EventMembers.text(member.value())));
      return new State(Position.of(Long.parseLong(head)), first, shown);
    } catch (InvalidInputException | IllegalArgumentException e) {
      throw another("its %s does not say which store it comes from".formatted(FROM));
    }
  }

  private static byte[] value(Map<String, JsonMembers.Member> members, String key) {
    JsonMembers.Member member = members.get(key);
    if (member == null) {
      throw new IllegalArgumentException(key);
    }
    return member.value();
  }

  private void checkEmpty() throws IOException {
    List<String> names = disk.list(folder).stream().filter(name -> !isHalf(name)).toList();
    if (!names.isEmpty()) {
      throw conflict(
          "%s is neither missing nor empty, '%s' is there; migrate to another folder"
              .formatted(folder, names.getFirst()));
    }
  }

  private static boolean isHalf(String name) {
    return name.startsWith(FROM) && name.endsWith(HALF);
  }

  private void begin(EventReader old, State state) throws IOException {
    disk.createFolders(folder);
    String checkpoint =
        state
            .first()
            .map(first -> ",\"checkpoint\":" + JsonObject.quoted(first.checkpoint()))
            .orElse("");
    String json =
        "{\"store\":\"%s\",\"head\":%d%s}\n"
            .formatted(old.id(), state.head().sequence(), checkpoint);
    AtomicFile.write(
        disk, folder.resolve(FROM), ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
  }

  /** Opens the new store; nobody else can meanwhile. */
  EventStore open(InstantSource time) {
    return ledger.access().make(hidden, folder, time, ledger.lockWait());
  }

  /**
   * Begins the file that tells where the events were, while the new store is open; what a killed
   * run left half written is deleted.
   */
  NewFile mapping() throws IOException {
    for (String name : disk.list(folder)) {
      if (isHalf(name)) {
        disk.delete(folder.resolve(name));
      }
    }
    return NewFile.create(disk, folder.resolve(MAPPING), true);
  }

  /** Makes the store visible. */
  void show() throws IOException {
    hidden.show();
  }

  /** The folder belongs to another migration. */
  CommandException another(String reason) {
    return conflict(
        "%s holds another migration: %s; delete it, or migrate to another folder"
            .formatted(folder, reason));
  }

  private static CommandException conflict(String reason) {
    return CommandException.withExit(Exit.CONFLICT, "migrate: " + reason);
  }

  /** The disk failed. */
  CommandException unwritable(IOException error) {
    String why =
        error instanceof DiskFullException
            ? "no space is left"
            : String.valueOf(error.getMessage());
    return CommandException.withExit(
        Exit.UNAVAILABLE,
        "migrate: cannot write to %s: %s; run it again to go on".formatted(folder, why));
  }
}
