package dev.cairn.bank.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of the page, all in memory: ours, and the modules of Lit from their WebJars under
 * addresses without a version. Only what is listed here is served, so no request reaches a path.
 */
final class PageFiles {

  private static final String OURS = "/dev/cairn/bank/page/";
  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

  /** A file as it is sent. */
  private static final class PageFile {
    private final byte[] bytes;
    private final String mediaType;
    private final String etag;

    PageFile(byte[] bytes, String mediaType) {
      this.bytes = bytes;
      this.mediaType = mediaType;
      this.etag = '"' + base64(sha256(bytes)).substring(0, 22) + '"';
    }
  }

  private final Map<String, PageFile> files = new LinkedHashMap<>();
  private final String contentSecurityPolicy;

  private PageFiles() {
    own("/", "index.html");
    for (String name : new String[] {"app.js", "api.js", "money.js", "style.css", "icon.svg"}) {
      own("/" + name, name);
    }
    webJar("lit", "index.js");
    webJar("lit-html", "lit-html.js", "is-server.js");
    webJar("lit-element", "lit-element.js");
    webJar("lit__reactive-element", "reactive-element.js", "css-tag.js");
    contentSecurityPolicy = policy();
  }

  static PageFiles load() {
    return new PageFiles();
  }

  void route(HttpRouting.Builder routing) {
    files.forEach((path, file) ->
        Routes.get(routing, path, (request, response) -> send(request, response, file)));
  }

  /**
   * Scripts and styles come from here and nowhere else; the one text inside the page is its import
   * map, which is let in by its hash. Lit's templates are the only markup made by script.
   */
  String contentSecurityPolicy() {
    return contentSecurityPolicy;
  }

  private String policy() {
    PageFile index = files.get("/");
    String html = new String(index == null ? new byte[0] : index.bytes, StandardCharsets.UTF_8);
    Matcher map = IMPORT_MAP.matcher(html);
    if (!map.find()) {
      throw new IllegalStateException("the page has no import map");
    }
    String hash = base64(sha256(map.group(1).getBytes(StandardCharsets.UTF_8)));
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src 'self' 'sha256-" + hash + "'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types lit-html");
  }

  private static void send(ServerRequest request, ServerResponse response, PageFile file) {
    response.header(HeaderNames.ETAG, file.etag).header(HeaderNames.CACHE_CONTROL, "no-cache");
    boolean known =
        request.headers().first(HeaderNames.IF_NONE_MATCH).filter(file.etag::equals).isPresent();
    if (known) {
      response.status(304).send();
    } else {
      response.header(HeaderNames.CONTENT_TYPE, file.mediaType).send(file.bytes);
    }
  }

  private void own(String address, String name) {
    add(address, OURS + name);
  }

  private void webJar(String artifact, String... names) {
    String root = "/META-INF/resources/webjars/%s/%s/".formatted(artifact, version(artifact));
    for (String name : names) {
      add("/modules/%s/%s".formatted(artifact, name), root + name);
    }
  }

  private static String version(String artifact) {
    Properties properties = new Properties();
    String path = "/META-INF/maven/org.webjars.npm/%s/pom.properties".formatted(artifact);
    try (InputStream in = open(path)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "").strip();
  }

  private void add(String address, String resource) {
    try (InputStream in = open(resource)) {
      files.put(address, new PageFile(in.readAllBytes(), mediaType(resource)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String resource) {
    InputStream in = PageFiles.class.getResourceAsStream(resource);
    if (in == null) {
      throw new IllegalStateException(
          "the page lacks %s; build the bank again with all its libraries".formatted(resource));
    }
    return in;
  }

  private static String mediaType(String resource) {
    return switch (resource.substring(resource.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "svg" -> "image/svg+xml";
      default -> throw new IllegalStateException("no media type is known for " + resource);
    };
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
