package dev.cairn.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cairn.proofs.ProofPage;
import dev.cairn.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;

/** The page that checks proofs, in a window: gives it files and reads its verdict. */
final class ProofWindow implements AutoCloseable {

  /** Whose Ed25519 the page uses. */
  enum Arithmetic {
    /** The browser's. */
    OF_THE_BROWSER(""),
    /** The page's own, as the browser has no crypto.subtle. */
    WITHOUT_SUBTLE("delete Crypto.prototype.subtle"),
    /** The page's own, as the browser's crypto.subtle lacks Ed25519. */
    WITHOUT_ED25519(
        "SubtleCrypto.prototype.importKey = async () => { throw new DOMException('', 'NotSupportedError') }");

    /** What runs before the page does. */
    final String before;

    Arithmetic(String before) {
      this.before = before;
    }
  }

  /**
   * What the page says.
   *
   * @param state verified, refused, unfinished or empty
   * @param steps how each step went: good, bad or open
   */
  record Verdict(String state, String headline, Map<String, String> steps) {}

  private static final String READ =
      """
      const verdict = document.getElementById("verdict");
      const steps = [...verdict.querySelectorAll("[data-step]")];
      return {
        state: verdict.dataset.state,
        headline: verdict.querySelector("h2")?.textContent ?? "",
        steps: Object.fromEntries(steps.map(step => [step.dataset.step, step.dataset.state])),
      };
      """;

  private final ChromeDriver driver;
  private final Path folder;
  private final String address;
  private int files;

  /**
   * Opens a window.
   *
   * @param folder where it keeps its profile, and files for the page are written
   * @param address of the page
   */
  ProofWindow(Path folder, String address, int width) {
    this.folder = folder;
    this.address = address;
    this.driver = Chromium.window(folder.resolve("profile"), width);
  }

  /** Opens a window in which the page is a local file. */
  static ProofWindow ofFile(Path folder, int width) {
    return new ProofWindow(folder, file(folder), width);
  }

  /** The address of the page as a file in a folder. */
  static String file(Path folder) {
    try {
      Path file = Files.writeString(folder.resolve("proof.html"), ProofPage.make().html());
      return file.toUri().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ChromeDriver driver() {
    return driver;
  }

  /** Loads the page anew, with this key in its address, if there is one. */
  ProofWindow open(String key) {
    driver.get("about:blank");
    driver.get(address + (key.isEmpty() ? "" : "#key=" + key));
    return this;
  }

  /** The same in a browser of which something was taken away before. */
  ProofWindow open(String key, String before) {
    Map<String, Object> added =
        driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", before));
    try {
      return open(key);
    } finally {
      driver.executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", added);
    }
  }

  ProofWindow giveProof(byte[] bytes) {
    return give("proof-file", bytes);
  }

  ProofWindow giveLine(byte[] bytes) {
    return give("line-file", bytes);
  }

  private ProofWindow give(String input, byte[] bytes) {
    Path file = folder.resolve("given-" + files++);
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    driver.findElement(By.id(input)).sendKeys(file.toString());
    return this;
  }

  /** Waits for a verdict, and compares it. */
  ProofWindow expect(Verdict expected) {
    try {
      Eventually.holds("the verdict", () -> verdict().equals(expected));
    } catch (AssertionError late) {
      assertEquals(expected, verdict(), String.valueOf(late.getMessage()));
    }
    return this;
  }

  private Verdict verdict() {
    Map<?, ?> read = (Map<?, ?>) Objects.requireNonNull(driver.executeScript(READ));
    Map<String, String> steps = new TreeMap<>();
    ((Map<?, ?>) Objects.requireNonNull(read.get("steps")))
        .forEach((step, state) -> steps.put(String.valueOf(step), String.valueOf(state)));
    return new Verdict(
        String.valueOf(read.get("state")), String.valueOf(read.get("headline")), steps);
  }

  /** What the page says of each of many files, without showing it. */
  Object headlines(List<byte[]> given, String key) {
    return Objects.requireNonNull(
        driver.executeAsyncScript(
            """
            const [files, key, done] = arguments;
            const bytes = (file) => Uint8Array.from(atob(file), (character) => character.charCodeAt(0));
            (async () => {
              const trusted = await attempt([], () => readKeys(key));
              const headlines = [];
              for (const file of files) {
                headlines.push(verdictOf(await check({ file: bytes(file), key: trusted })).headline);
              }
              return headlines;
            })().then(done, (error) => done(String(error)));
            """,
            given.stream().map(Base64.getEncoder()::encodeToString).toList(),
            key));
  }

  String text(String selector) {
    return driver.findElement(By.cssSelector(selector)).getText();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
