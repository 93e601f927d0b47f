package dev.cairn.cli;

import dev.cairn.AsOf;
import dev.cairn.Cursor;
import dev.cairn.EventReader;
import dev.cairn.Position;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.log.LogExport;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Where the lines of an import come from. */
interface ImportSource extends AutoCloseable {

  /** What errors begin with. */
  String WHAT = "import";

  /** Lines as bytes, without their line feeds and without blank ones. */
  interface Lines extends AutoCloseable {

    /** The next line, if there is one. */
    Optional<byte[]> next() throws IOException;

    /** Which line that was, from 1. */
    long number();

    @Override
    void close() throws IOException;
  }

  /** Opens it from its beginning; the caller closes it. */
  Lines open() throws IOException;

  @Override
  void close();

  /**
   * The source of that name: a file, the folder of a store, or {@code -}.
   *
   * @param once whether it is read only once, so that nothing of standard input need be kept
   */
  static ImportSource of(Ledger ledger, String name, boolean once) {
    int bytesMax =
        2 * (ledger.access().limits().dataBytesMax() + ledger.access().limits().metadataBytesMax());
    if (name.equals("-") && once) {
      return new Stream(ledger, bytesMax);
    }
    if (!name.equals("-") && Files.isDirectory(Ledger.path(WHAT, name))) {
      return Store.of(ledger, Path.of(name));
    }
    return new File(BatchSource.open(WHAT, name, ledger.console().in()), bytesMax);
  }

  /**
   * Standard input, as it comes.
   *
   * @param ledger the command line
   * @param bytesMax most bytes of a line
   */
  record Stream(Ledger ledger, int bytesMax) implements ImportSource {

    @Override
    public Lines open() {
      return new LineReader(WHAT, new BufferedInputStream(ledger.console().in()), bytesMax);
    }

    @Override
    public void close() {}
  }

  /**
   * A file, or standard input kept in one.
   *
   * @param file the file
   * @param bytesMax most bytes of a line
   */
  record File(BatchSource file, int bytesMax) implements ImportSource {

    @Override
    public Lines open() throws IOException {
      return new LineReader(WHAT, file.lines(), bytesMax);
    }

    @Override
    public void close() {
      file.close();
    }
  }

  /**
   * The events of a store, as of one moment, as the lines of their export.
   *
   * @param reader the store
   * @param head the last event that counts
   */
  record Store(EventReader reader, Position head) implements ImportSource {

    static Store of(Ledger ledger, Path folder) {
      EventReader reader = ledger.openForReading(folder);
      return new Store(reader, reader.head());
    }

    @Override
    public Lines open() {
      return new Exported(reader.read(ReadRequest.all().asOf(AsOf.position(head))));
    }

    @Override
    public void close() {
      reader.close();
    }
  }

  /** Events, exported one by one. */
  final class Exported implements Lines {

    private final Cursor<RecordedEvent> events;
    private long number;

    Exported(Cursor<RecordedEvent> events) {
      this.events = events;
    }

    @Override
    public Optional<byte[]> next() throws IOException {
      if (!events.hasNext()) {
        return Optional.empty();
      }
      number++;
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      LogExport.write(events.next(), line);
      byte[] bytes = line.toByteArray();
      return Optional.of(Arrays.copyOf(bytes, bytes.length - 1));
    }

    @Override
    public long number() {
      return number;
    }

    @Override
    public void close() {
      events.close();
    }
  }
}
