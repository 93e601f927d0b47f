package dev.cairn.log.internal;

import java.util.List;

/**
 * Where the fields of a line stand: numbers are read, of everything else the offset of its value is
 * kept, -1 where the field is left out. Keys that are not known are skipped.
 */
final class LineFields {

  private static final List<String> KEYS =
      List.of(
          "position",
          "commit",
          "of",
          "id",
          "type",
          "aggregate_id",
          "version",
          "timestamp",
          "schema",
          "tags",
          "request",
          "content_type",
          "data",
          "data_base64",
          "metadata_content_type",
          "metadata",
          "metadata_base64",
          "crc");

  long position;
  long commit;
  long version;
  long schema = 1;
  long ofIndex = 1;
  long ofCount = 1;
  int id = -1;
  int type = -1;
  int stream = -1;
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

  private LineFields() {}

  static LineFields of(byte[] line) {
    LineFields fields = new LineFields();
    JsonScan scan = new JsonScan(line, 0, line.length);
    scan.expect('{');
    int likely = 0;
    do {
      int key = scan.word(KEYS, likely);
      scan.expect(':');
      fields.take(key < 0 ? "" : KEYS.get(key), scan);
      likely = (key + 1) % KEYS.size();
    } while (scan.accept(','));
    scan.expect('}');
    fields.check(scan);
    return fields;
  }

  private void check(JsonScan scan) {
    boolean whole = id >= 0 && type >= 0 && stream >= 0 && timestamp >= 0 && data >= 0;
    boolean sane =
        position >= 1
            && version >= 1
            && commit >= 1
            && commit <= position
            && ofIndex >= 1
            && ofIndex <= ofCount
            && ofCount <= Integer.MAX_VALUE;
    if (!whole || !sane) {
      throw scan.wrong("a field is missing or out of range");
    }
  }

  private void take(String key, JsonScan scan) {
    int at = scan.at();
    switch (key) {
      case "position" -> position = scan.number();
      case "commit" -> commit = scan.number();
      case "version" -> version = scan.number();
      case "schema" -> schema = scan.number();
      case "of" -> of(scan);
      case "data", "data_base64" -> {
        data = at;
        dataBase64 = key.endsWith("64");
        scan.skipValue();
        dataEnd = scan.at();
      }
      case "metadata", "metadata_base64" -> {
        metadata = at;
        metadataBase64 = key.endsWith("64");
        scan.skipValue();
        metadataEnd = scan.at();
      }
      default -> {
        name(key, at);
        scan.skipValue();
      }
    }
  }

  private void of(JsonScan scan) {
    scan.expect('[');
    ofIndex = scan.number();
    scan.expect(',');
    ofCount = scan.number();
    scan.expect(']');
  }

  private void name(String key, int at) {
    switch (key) {
      case "id" -> id = at;
      case "type" -> type = at;
      case "aggregate_id" -> stream = at;
      case "timestamp" -> timestamp = at;
      case "tags" -> tags = at;
      case "request" -> request = at;
      case "content_type" -> contentType = at;
      case "metadata_content_type" -> metadataContentType = at;
      default -> {
        // A key of a later release, or the checksum.
      }
    }
  }
}
