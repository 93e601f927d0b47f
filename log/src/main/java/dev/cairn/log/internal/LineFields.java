package dev.cairn.log.internal;

/**
 * Where the fields of a line stand: numbers are read, of everything else the offset of its value is
 * kept, -1 where the field is left out.
 */
final class LineFields {

  long position;
  long commit;
  long version;
  long schema = 1;
  long ofIndex = 1;
  long ofCount = 1;
  int id = -1;
  int type = -1;
  int typeEnd = -1;
  int stream = -1;
  int streamEnd = -1;
  int timestamp = -1;
  int tags = -1;
  int request = -1;
  int contentType = -1;
  int metadataContentType = -1;
  int data = -1;
  int dataEnd = -1;
  int metadata = -1;
  int metadataEnd = -1;
  boolean dataBase64;
  boolean metadataBase64;

  LineFields() {}

  /**
   * Reads a line whose checksum was found right.
   *
   * @throws IllegalArgumentException if a field that every line has is missing or malformed
   * @throws ArithmeticException if a number is too large
   */
  static LineFields of(byte[] line) {
    LineFields fields = new LineFields();
    return UsualLine.read(line, fields) ? fields : AnyLine.read(line);
  }

  /** Whether every line's fields are there and in their ranges. */
  boolean areSane() {
    boolean whole = id >= 0 && type >= 0 && stream >= 0 && timestamp >= 0 && data >= 0;
    return whole
        && position >= 1
        && version >= 1
        && commit >= 1
        && commit <= position
        && ofIndex >= 1
        && ofIndex <= ofCount
        && ofCount <= Integer.MAX_VALUE;
  }

  /** Reads the place of an event in its append: {@code [2,3]}. */
  void takeOf(JsonScan scan) {
    scan.expect('[');
    ofIndex = scan.number();
    scan.expect(',');
    ofCount = scan.number();
    scan.expect(']');
  }

  void takeType(JsonScan scan) {
    type = scan.at();
    scan.skipString();
    typeEnd = scan.at();
  }

  void takeStream(JsonScan scan) {
    stream = scan.at();
    scan.skipString();
    streamEnd = scan.at();
  }
}
