package dev.cairn.bank.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a request was not carried out, in the form of RFC 9457.
 *
 * @param status the HTTP status
 * @param type the name of the problem in kebab case: {@code insufficient-funds}
 * @param title what kind of problem it is, the same for every occurrence
 * @param detail one sentence for people about this occurrence
 * @param facts further members, for programs
 */
record Problem(int status, String type, String title, String detail, Map<String, Object> facts) {

  private static final String PREFIX = "urn:cairn:problem:";

  static Problem of(int status, String type, String title, String detail) {
    return new Problem(status, type, title, detail, Map.of());
  }

  static Problem badRequest(String detail) {
    return of(400, "bad-request", "The request is not understood", detail);
  }

  static Problem notFound(String detail) {
    return of(404, "not-found", "There is nothing here", detail);
  }

  /** All members, in the order in which people read them. */
  Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", PREFIX + type);
    members.put("title", title);
    members.put("status", status);
    members.put("detail", detail);
    members.putAll(facts);
    return members;
  }
}
