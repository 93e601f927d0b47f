package dev.cairn.bank.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to a bank over HTTP as a stranger would. */
final class ApiClient implements AutoCloseable {

  record Reply(int status, HttpResponse<String> response) {

    JsonNode body() {
      return JsonMapper.shared().readTree(response.body());
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    String problem() {
      return body().path("type").stringValue("").replace("urn:cairn:problem:", "");
    }
  }

  private final HttpClient client = HttpClient.newHttpClient();
  private final String root;

  ApiClient(int port) {
    this.root = "http://127.0.0.1:" + port;
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(root + path)).timeout(Duration.ofSeconds(10));
  }

  Reply get(String path) {
    return send(to(path).GET());
  }

  Reply post(String path, String json, String... headers) {
    HttpRequest.Builder request =
        to(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  Reply send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      return new Reply(response.statusCode(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for an answer", e);
    }
  }

  HttpClient client() {
    return client;
  }

  /** Opens an account in EUR with that much on it; returns its number. */
  String account(String owner, long minor) {
    String id =
        post("/api/accounts", "{\"firstName\":\"%s\",\"currency\":\"EUR\"}".formatted(owner))
            .body()
            .at("/accounts/0/id")
            .stringValue();
    if (minor > 0) {
      post("/api/accounts/" + id + "/deposits", amount(minor));
    }
    return id;
  }

  long balance(String id) {
    return get("/api/accounts/" + id).body().path("balance").longValue();
  }

  static String amount(long minor) {
    return "{\"amount\":%d,\"currency\":\"EUR\"}".formatted(minor);
  }

  static String transfer(String from, String to, long minor) {
    return "{\"from\":\"%s\",\"to\":\"%s\",\"amount\":%d,\"currency\":\"EUR\"}"
        .formatted(from, to, minor);
  }

  @Override
  public void close() {
    client.close();
  }
}
