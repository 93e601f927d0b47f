package dev.cairn.bench.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** The three faces of the figures: table, CSV and plot. */
class ReportTest {

  private static Figures figures() {
    Figures figures = new Figures();
    figures.add("single/1", "cairn", "events/s", Spread.of(900, 1_000, 1_100));
    figures.add("single/1", "p99", "us", Spread.of(77));
    figures.add("single/1", "limit", "events/s", Spread.of(2_000));
    figures.add("single/1", "ratio-limit", "x", Spread.of(0.4, 0.5, 0.6));
    figures.add("single/1", "ratio-sqlite", "x", Spread.of(1e9));
    figures.add("heap, \"all\"", "mib", "MiB", Spread.of(2.5));
    figures.add("odd", "ratio-limit", "x", Spread.of(Double.NaN));
    figures.skip("relaxed/1", "<not there>");
    return figures;
  }

  private static Element parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)))
        .getDocumentElement();
  }

  @Test
  void theTableHasALineForEachRowThatCairnTookPartIn() {
    List<String> lines = Table.rates(figures()).lines().toList();

    assertEquals(2, lines.size());
    assertTrue(lines.getLast().startsWith("single/1 ±10%"));
    assertTrue(lines.getLast().contains(" 1,000 "));
    assertTrue(lines.getLast().contains(" 0.50 "));
  }

  @Test
  void whatHasNoColumnIsListedAndWhatWasLeftOutToo() {
    String others = Table.others(figures());

    assertTrue(others.contains("heap, \"all\" mib"));
    assertTrue(others.contains("skipped: relaxed/1: <not there>"));
    assertFalse(others.contains("single/1"));
  }

  @Test
  void theCsvHasALineForEachFigureAndQuotesWhatItMust() {
    List<String> lines = Csv.of(figures()).lines().toList();

    assertEquals("row,measure,unit,median,low,high,samples", lines.getFirst());
    assertEquals("single/1,cairn,events/s,1000.0,900.0,1100.0,3", lines.get(1));
    assertTrue(lines.contains("\"heap, \"\"all\"\"\",mib,MiB,2.5,2.5,2.5,1"));
    assertEquals(8, lines.size());
  }

  @Test
  void thePlotIsWellFormedAndShowsEachRatio() throws Exception {
    String svg = Plot.svg("A < B & \"C\"", figures(), Goal.parse("single/1 ratio-limit >= 0.9"));
    Element root = parsed(svg);

    assertEquals("svg", root.getTagName());
    assertEquals(1 + 3, root.getElementsByTagName("rect").getLength());
    assertEquals("A < B & \"C\"", root.getElementsByTagName("text").item(0).getTextContent());
    assertFalse(svg.contains("NaN\""), "no place on the scale is without a number");
  }

  @Test
  void aPlotOfNothingIsWellFormed() throws Exception {
    assertEquals("svg", parsed(Plot.svg("", new Figures(), List.of())).getTagName());
  }
}
