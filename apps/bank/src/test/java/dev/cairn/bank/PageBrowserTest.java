package dev.cairn.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.testkit.Eventually;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;

/**
 * The page in headless Chromium. Skipped where Debian's chromium and chromium-driver are missing.
 */
@Tag("browser")
class PageBrowserTest {

  private static final String ACCOUNT = "4001117931";

  @TempDir private Path folder;

  @BeforeAll
  static void needsChromium() {
    Chromium.isNeeded();
  }

  private ChromeDriver window(String profile, int width) {
    return Chromium.window(folder.resolve(profile), width);
  }

  private static void open(WebDriver window, BankApp bank) {
    window.get("http://127.0.0.1:%d/#%s".formatted(bank.port(), ACCOUNT));
    Eventually.holds("the page is live", () -> text(window, ".connection").equals("Live"));
    Eventually.holds("the account is shown", () -> text(window, "#balance").contains("3,833.83"));
  }

  private static String text(WebDriver window, String selector) {
    return window.findElement(By.cssSelector(selector)).getText();
  }

  private static void type(WebDriver window, String name, String value) {
    window.findElement(By.cssSelector("form.action [name=" + name + "]")).sendKeys(value);
  }

  private static void submit(WebDriver window) {
    window.findElement(By.cssSelector("form.action button[type=submit]")).click();
  }

  @Test
  void aDepositInOneWindowShowsInBoth() {
    try (BankApp bank = BankApp.start(folder.resolve("data"), 0, true)) {
      ChromeDriver here = window("here", 1200);
      try {
        ChromeDriver there = window("there", 1200);
        try {
          open(here, bank);
          open(there, bank);
          type(here, "amount", "12.50");
          type(here, "reference", "Found under the sofa");
          submit(here);
          for (WebDriver window : List.of(here, there)) {
            shows(window, "#balance", "3,846.33");
            shows(window, "tbody tr:first-child", "Found under the sofa");
            shows(window, "[data-account='" + ACCOUNT + "'] .balance", "3,846.33");
          }
          assertNothingWasComplainedAbout(here);
          assertNothingWasComplainedAbout(there);
        } finally {
          there.quit();
        }
      } finally {
        here.quit();
      }
    }
  }

  private static void shows(WebDriver window, String selector, String part) {
    Eventually.holds(selector + " shows " + part, () -> text(window, selector).contains(part));
  }

  private static void assertNothingWasComplainedAbout(WebDriver window) {
    List<String> complaints =
        window.manage().logs().get(LogType.BROWSER).getAll().stream()
            .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
            .map(Object::toString)
            .toList();
    assertEquals(List.of(), complaints);
  }

  @Test
  void aRefusalIsASentenceOnThePage() {
    try (BankApp bank = BankApp.start(folder.resolve("data"), 0, true)) {
      ChromeDriver window = window("here", 1200);
      try {
        open(window, bank);
        window.findElement(By.cssSelector("input[value=withdrawals] + span")).click();
        type(window, "amount", "9000");
        submit(window);
        shows(window, "#failure", "The balance is USD 3833.83, USD 9000.00 were asked for.");
        assertEquals("alert", window.findElement(By.id("failure")).getAttribute("role"));
        assertTrue(text(window, "#balance").contains("3,833.83"));
      } finally {
        window.quit();
      }
    }
  }

  @Test
  void aNarrowWindowScrollsDownwardsOnly() {
    try (BankApp bank = BankApp.start(folder.resolve("data"), 0, true)) {
      ChromeDriver window = window("here", 500);
      try {
        open(window, bank);
        Object wider =
            window.executeScript(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertEquals(0L, wider);
      } finally {
        window.quit();
      }
    }
  }
}
