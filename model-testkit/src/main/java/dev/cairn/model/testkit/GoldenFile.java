package dev.cairn.model.testkit;

import dev.cairn.Payload;
import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.RealDisk;
import dev.cairn.model.EncodedEvent;
import dev.cairn.model.EventForm;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A stored event that is kept with what it says today.
 *
 * @param path the file
 * @param json what it holds
 */
record GoldenFile(Path path, ObjectNode json) {

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final String ENDING = ".json";
  private static final String TODAY = "today";

  /** The golden files of a folder, in the order of their names. */
  static List<GoldenFile> in(Path folder) throws IOException {
    TreeSet<Path> paths = new TreeSet<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*" + ENDING)) {
        found.forEach(paths::add);
      }
    }
    List<GoldenFile> files = new ArrayList<>();
    for (Path path : paths) {
      files.add(read(path));
    }
    return files;
  }

  private static GoldenFile read(Path path) throws IOException {
    try {
      if (MAPPER.readTree(Files.readString(path)) instanceof ObjectNode json) {
        GoldenFile file = new GoldenFile(path, json);
        file.stored();
        file.today();
        return file;
      }
      throw unfit(path, null);
    } catch (JacksonException | IllegalArgumentException e) {
      throw unfit(path, e);
    }
  }

  private static AssertionError unfit(Path path, @Nullable Exception cause) {
    return new AssertionError(
        "%s is no golden file: it needs type, schema and data, and may have today, a list of the same%s"
            .formatted(path, cause == null ? "" : ": " + cause.getMessage()),
        cause);
  }

  /** The file of a stored event, named after its form. */
  static GoldenFile of(Path folder, EncodedEvent stored) {
    String name =
        "%s.%d%s"
            .formatted(
                URLEncoder.encode(stored.type().value(), StandardCharsets.UTF_8),
                stored.schema(),
                ENDING);
    return new GoldenFile(folder.resolve(name), tree(stored));
  }

  EventForm form() {
    return EventForm.of(stored());
  }

  /** The event as it was stored. */
  EncodedEvent stored() {
    return event(json);
  }

  private static EncodedEvent event(JsonNode tree) {
    EventForm form = EventForm.of(tree.path("type").asString(""), tree.path("schema").asInt(0));
    if (!tree.has("data")) {
      throw new IllegalArgumentException("there are no data");
    }
    return new EncodedEvent(form.type(), form.schema(), Payload.json(tree.get("data").toString()));
  }

  /** What it says today, where the file tells. */
  Optional<List<EncodedEvent>> today() {
    return json.get(TODAY) instanceof ArrayNode today
        ? Optional.of(today.valueStream().map(GoldenFile::event).toList())
        : Optional.empty();
  }

  /** The same, which says that today. */
  GoldenFile with(List<EncodedEvent> today) {
    ObjectNode more = json.deepCopy();
    ArrayNode events = more.putArray(TODAY);
    today.forEach(one -> events.add(tree(one)));
    return new GoldenFile(path, more);
  }

  void write() throws IOException {
    RealDisk disk = new RealDisk();
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      disk.createFolders(folder);
    }
    String text = MAPPER.writeValueAsString(json) + "\n";
    AtomicFile.write(
        disk, path.toAbsolutePath(), ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Events as a text that tells them apart. */
  static String text(List<EncodedEvent> events) {
    return events.stream().map(GoldenFile::tree).toList().toString();
  }

  private static ObjectNode tree(EncodedEvent event) {
    ObjectNode tree = MAPPER.createObjectNode();
    tree.put("type", event.type().value());
    tree.put("schema", event.schema());
    return tree.set("data", MAPPER.readTree(event.data().text()));
  }
}
