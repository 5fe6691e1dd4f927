package io.llmrec.examples.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.eval.Interval;
import io.llmrec.core.eval.Metric;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportTest {

  private final AtomicInteger calls = new AtomicInteger();
  private ExperimentResult result;
  private String html;
  private String markdown;

  @BeforeEach
  void run(@TempDir Path folder) throws Exception {
    result =
        Tiny.experiment()
            .about("小店 <实验> & \"co\"", "What | happens * here.")
            .curve("recall@k", Metric::recall, 1, 2, 3)
            .system("热门 | <Pop>", "", Tiny.popular(calls))
            .system(TestedSystem.tuned("Next", List.of(1, 2), step -> Tiny.next(calls, step)))
            .system(TestedSystem.of("Random", "", Tiny.random(calls)).withSeeds(5))
            .reference(new Reference("paper", "Table 1", "Next", Map.of("ndcg@3", 0.5)))
            .reference(new Reference("exact", "by reckoning", "", Map.of("ndcg@3", 0.25)))
            .run(folder, Tiny.silent());
    html = Files.readString(folder.resolve("report.html"));
    markdown = Files.readString(folder.resolve("report.md"));
  }

  private Document document() throws Exception {
    // The doctype of HTML names no file, and entities are not used: XML without a network.
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html)));
  }

  @Test
  void isWellFormedAndHoldsTablesAndCharts() throws Exception {
    Document page = document();

    assertEquals(2, page.getElementsByTagName("svg").getLength());
    assertTrue(page.getElementsByTagName("table").getLength() >= 6);
    assertEquals("小店 <实验> & \"co\"", page.getElementsByTagName("h1").item(0).getTextContent());
    assertTrue(html.contains("<meta charset=\"UTF-8\"/>"));
  }

  @Test
  void needsNothingFromOutside() throws Exception {
    NodeList all = document().getElementsByTagName("*");
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < all.getLength(); i++) {
      Element element = (Element) all.item(i);
      assertFalse(
          List.of("script", "link", "iframe", "object", "img", "image", "use")
              .contains(element.getTagName()),
          element.getTagName());
      assertTrue(element.getAttribute("src").isEmpty() && element.getAttribute("href").isEmpty());
      String id = element.getAttribute("id");
      assertTrue(id.isEmpty() || ids.add(id), id);
    }
    assertFalse(html.contains("@import"));
    Matcher url = Pattern.compile("url\\(([^)]*)\\)").matcher(html);
    while (url.find()) {
      assertTrue(ids.contains(url.group(1).substring(1)), url.group(1));
    }
  }

  @Test
  void chartsTakeTheColoursOfThePage() {
    assertTrue(html.contains("var(--line-1)"));
    assertTrue(html.contains("var(--ink)"));
    assertTrue(html.contains("var(--bar)"));
    assertFalse(html.contains("rgb(3,251"));
    assertFalse(html.contains("rgb(0,0,0)"));
  }

  @Test
  void markdownHoldsTheMeasuredNumbers() {
    List<String> rows = markdown.lines().filter(line -> line.startsWith("| Next |")).toList();
    SystemResult next = result.system("Next");
    Interval ndcg = next.interval("ndcg@3").orElseThrow();

    assertTrue(
        rows.get(0)
            .contains(
                String.format(
                    Locale.ROOT,
                    "| **%.4f** (%.4f to %.4f) |",
                    ndcg.mean(),
                    ndcg.low(),
                    ndcg.high())),
        rows.get(0));
    assertTrue(markdown.contains("热门 \\| &lt;Pop>"), markdown);
    assertTrue(markdown.contains("| Next | 1 | 1: 1.0000; 2: 0.0000 |"), markdown);
    assertTrue(markdown.contains("# 小店 <实验> & \"co\""), markdown);
  }

  @Test
  void htmlHoldsTheNumbersOfTheMarkdown() {
    Matcher numbers = Pattern.compile("-?\\d+\\.\\d{4}").matcher(markdown);
    List<String> missing = new ArrayList<>();
    while (numbers.find()) {
      if (!html.contains(numbers.group())) {
        missing.add(numbers.group());
      }
    }

    assertEquals(List.of(), missing);
  }

  @Test
  void putsPublishedValuesBesideItsOwn() {
    assertTrue(markdown.contains("| exact (by reckoning) | 0.2500 |  |"), markdown);
    assertTrue(markdown.contains("| 0.5000 | +0.5000 | no |"), markdown);
  }

  @Test
  void saysWhatIsUndefined(@TempDir Path folder) {
    ExperimentResult undefined =
        Tiny.experiment()
            .split("nothing to be found", Tiny::withoutAnswers)
            .system("Pop", "", Tiny.popular(calls))
            .system("Next", "", Tiny.next(calls, 1))
            .run(folder, Tiny.silent());

    String tables = undefined.tables();

    assertTrue(tables.contains("| Pop | undefined | undefined |"), tables);
    assertTrue(tables.contains("| ndcg@3 | Next | undefined |"), tables);
    assertTrue(tables.contains("no value: 10 of 10"), tables);
    assertTrue(undefined.markdown().contains("ndcg@3 is undefined for every system"));
    assertTrue(undefined.best().isEmpty());
  }

  @Test
  void showsHundredths(@TempDir Path folder) {
    String tables =
        Tiny.experiment()
            .inHundredths()
            .system("Next", "", Tiny.next(calls, 1))
            .run(folder, Tiny.silent())
            .tables();

    assertTrue(tables.contains("| Next | 100.00 (100.00 to 100.00) |"), tables);
  }
}
