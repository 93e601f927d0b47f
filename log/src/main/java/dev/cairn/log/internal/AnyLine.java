package dev.cairn.log.internal;

import java.util.List;

/** Reads a line of any kind: keys in any order, those that are not known are skipped. */
final class AnyLine {

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

  private final LineFields fields = new LineFields();
  private final JsonScan scan;

  private AnyLine(byte[] line) {
    scan = new JsonScan(line, 0, line.length);
  }

  /**
   * Reads a line whose checksum was found right.
   *
   * @throws IllegalArgumentException if a field that every line has is missing or malformed
   */
  static LineFields read(byte[] line) {
    AnyLine reading = new AnyLine(line);
    reading.object();
    return reading.fields;
  }

  private void object() {
    scan.expect('{');
    int likely = 0;
    do {
      int key = scan.word(KEYS, likely);
      scan.expect(':');
      take(key < 0 ? "" : KEYS.get(key));
      likely = (key + 1) % KEYS.size();
    } while (scan.accept(','));
    scan.expect('}');
    if (!fields.areSane()) {
      throw scan.wrong("a field is missing or out of range");
    }
  }

  private void take(String key) {
    switch (key) {
      case "position" -> fields.position = scan.number();
      case "commit" -> fields.commit = scan.number();
      case "version" -> fields.version = scan.number();
      case "schema" -> fields.schema = scan.number();
      case "of" -> fields.takeOf(scan);
      case "type" -> fields.takeType(scan);
      case "aggregate_id" -> fields.takeStream(scan);
      case "data", "data_base64" -> {
        fields.data = scan.at();
        fields.dataBase64 = key.endsWith("64");
        scan.skipValue();
        fields.dataEnd = scan.at();
      }
      case "metadata", "metadata_base64" -> {
        fields.metadata = scan.at();
        fields.metadataBase64 = key.endsWith("64");
        scan.skipValue();
        fields.metadataEnd = scan.at();
      }
      default -> {
        place(key);
        scan.skipValue();
      }
    }
  }

  private void place(String key) {
    int at = scan.at();
    switch (key) {
      case "id" -> fields.id = at;
      case "timestamp" -> fields.timestamp = at;
      case "tags" -> fields.tags = at;
      case "request" -> fields.request = at;
      case "content_type" -> fields.contentType = at;
      case "metadata_content_type" -> fields.metadataContentType = at;
      default -> {
        // A key of a later release, or the checksum.
      }
    }
  }
}
