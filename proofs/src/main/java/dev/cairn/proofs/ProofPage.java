package dev.cairn.proofs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.merkle.TlogProof;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A web page that checks a {@link TlogProof} in the browser: one file of HTML with all that it
 * needs in it. It works from a web server as from a local file, loads nothing and sends nothing,
 * which its own content security policy holds it to. What it checks and what it does not is told in
 * {@code docs/proofs.md}.
 *
 * <p>The key to trust is given in the page, or in the fragment of its address, {@code #key=} and a
 * verifier key.
 */
public final class ProofPage {

  private static final String FOLDER = "page/";

  /** In this order they are one script. */
  private static final List<String> SCRIPTS =
      List.of(
          "sha2.js",
          "ed25519.js",
          "text.js",
          "signatures.js",
          "formats.js",
          "check.js",
          "verdict.js",
          "page.js");

  private final String html;
  private final String policy;

  private ProofPage(String html, String policy) {
    this.html = html;
    this.policy = policy;
  }

  /** Puts the page together. */
  public static ProofPage make() {
    String style = resource("page.css");
    String script =
        SCRIPTS.stream()
            .map(ProofPage::resource)
            .collect(Collectors.joining("\n", "\"use strict\";\n\n", ""));
    String policy = policy(script, style);
    String html =
        resource("page.html")
            .replace("{{policy}}", policy)
            .replace("{{style}}", style)
            .replace("{{script}}", script);
    return new ProofPage(html, policy);
  }

  /** Only this script and this style, and the icon, which lies in the page. */
  private static String policy(String script, String style) {
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src " + hash(script),
        "style-src " + hash(style),
        "img-src data:",
        "connect-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'");
  }

  private static String hash(String inline) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(inline.getBytes(UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = ProofPage.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("the module lacks its resource " + FOLDER + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + FOLDER + name, e);
    }
  }

  /** The page. It holds its policy, too, so that it keeps to it as a local file. */
  public String html() {
    return html;
  }

  /**
   * What a server sends with it as {@code Content-Security-Policy}. Beyond what stands in the page
   * it says that no other page may frame it, which only a header can.
   */
  public String contentSecurityPolicy() {
    return policy + "; frame-ancestors 'none'";
  }
}
