package dev.cairn.proofs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page as a file; what it does in a browser is tested where there is one. */
final class ProofPageTest {

  private final ProofPage page = ProofPage.make();

  private static List<String> inside(String html, String element) {
    return Pattern.compile("<%1$s>(.*?)</%1$s>".formatted(element), Pattern.DOTALL)
        .matcher(html)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void itsPolicyLetsInItsOwnScriptAndStyleByTheirHashesAndNothingElse()
      throws NoSuchAlgorithmException {
    Matcher meta =
        Pattern.compile("http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"")
            .matcher(page.html());
    assertTrue(meta.find());
    String script = inside(page.html(), "script").getFirst();
    String style = inside(page.html(), "style").getFirst();
    assertEquals(
        "default-src 'none'; script-src %s; style-src %s; img-src data:; connect-src 'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
            .formatted(hash(script), hash(style)),
        meta.group(1));
    assertEquals(meta.group(1) + "; frame-ancestors 'none'", page.contentSecurityPolicy());
  }

  private static String hash(String text) throws NoSuchAlgorithmException {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    return "'sha256-%s'".formatted(Base64.getEncoder().encodeToString(hash));
  }

  @Test
  void allOfItIsInOneFile() {
    String html = page.html();
    assertEquals(1, inside(html, "script").size());
    assertEquals(1, inside(html, "style").size());
    assertFalse(html.contains("{{"), "a part was not put in");
    String without = html.replace("http://www.w3.org/2000/svg", "");
    for (String loading : List.of("http:", "https:", "src=", "url(", "@import", "import(")) {
      assertFalse(without.contains(loading), loading);
    }
  }
}
