package dev.cairn.log.internal;

/**
 * Reads a line as this release writes it where data and metadata are JSON: each key in its place,
 * and no others. The data, which are most of a line, are not walked over: the end of the line is
 * known, metadata are small and are walked over from there, and nothing stands between the two.
 */
final class UsualLine {

  private static final Literal POSITION = Literal.of("{\"position\":");
  private static final Literal COMMIT = Literal.of(",\"commit\":");
  private static final Literal OF = Literal.of(",\"of\":");
  private static final Literal ID = Literal.of(",\"id\":");
  private static final Literal TYPE = Literal.of(",\"type\":");
  private static final Literal STREAM = Literal.of(",\"aggregate_id\":");
  private static final Literal VERSION = Literal.of(",\"version\":");
  private static final Literal TIMESTAMP = Literal.of(",\"timestamp\":");
  private static final Literal SCHEMA = Literal.of(",\"schema\":");
  private static final Literal TAGS = Literal.of(",\"tags\":");
  private static final Literal REQUEST = Literal.of(",\"request\":");
  private static final Literal DATA = Literal.of(",\"data\":");
  private static final Literal METADATA = Literal.of(",\"metadata\":");

  private UsualLine() {}

  /**
   * Reads a line whose checksum was found right.
   *
   * @return false if it is of another kind; some fields may have been read
   * @throws IllegalArgumentException if a value is malformed
   */
  static boolean read(byte[] line, LineFields into) {
    JsonScan scan = new JsonScan(line, 0, line.length);
    return places(scan, into)
        && names(scan, into)
        && rest(scan, into)
        && payloads(line, scan.at(), into)
        && into.areSane();
  }

  private static boolean places(JsonScan scan, LineFields into) {
    if (!scan.accept(POSITION)) {
      return false;
    }
    into.position = scan.number();
    if (!scan.accept(COMMIT)) {
      return false;
    }
    into.commit = scan.number();
    if (scan.accept(OF)) {
      into.takeOf(scan);
    }
    return true;
  }

  private static boolean names(JsonScan scan, LineFields into) {
    if (!scan.accept(ID)) {
      return false;
    }
    into.id = scan.at();
    scan.skipString();
    if (!scan.accept(TYPE)) {
      return false;
    }
    into.takeType(scan);
    if (!scan.accept(STREAM)) {
      return false;
    }
    into.takeStream(scan);
    return true;
  }

  private static boolean rest(JsonScan scan, LineFields into) {
    if (!scan.accept(VERSION)) {
      return false;
    }
    into.version = scan.number();
    if (!scan.accept(TIMESTAMP)) {
      return false;
    }
    into.timestamp = scan.at();
    scan.skipString();
    if (!scan.accept(SCHEMA)) {
      return false;
    }
    into.schema = scan.number();
    if (scan.accept(TAGS)) {
      into.tags = scan.at();
      scan.skipValue();
    }
    if (scan.accept(REQUEST)) {
      into.request = scan.at();
      scan.skipValue();
    }
    return scan.accept(DATA);
  }

  private static boolean payloads(byte[] line, int data, LineFields into) {
    int end = line.length - Line.TRAILER;
    int last = JsonScan.startOfValue(line, data, end);
    int dataEnd = end;
    if (last > data && METADATA.stands(line, last - METADATA.length())) {
      into.metadata = last;
      into.metadataEnd = end;
      dataEnd = last - METADATA.length();
      last = data;
    }
    into.data = data;
    into.dataEnd = dataEnd;
    return last == data && dataEnd > data;
  }
}
