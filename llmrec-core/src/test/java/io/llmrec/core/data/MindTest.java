package io.llmrec.core.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.data.Impression.Response;
import io.llmrec.core.data.Impression.Shown;
import io.llmrec.core.user.Interaction;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MindTest {

  private static final ReadOptions UTF8 = ReadOptions.utf8();
  private static final Instant TIME = Instant.parse("2019-11-11T21:05:58Z");

  @TempDir Path folder;

  private Path behaviors(String history, String shown) {
    return TestFiles.write(
        folder, "behaviors.tsv", "1\tU13\t11/11/2019 9:05:58 PM\t" + history + "\t" + shown + "\n");
  }

  @Test
  void readsNews() {
    Path file =
        TestFiles.write(
            folder,
            "news.tsv",
            """
            N1\tsports\tgolf\tA "made up" title\tWhat happened.\thttps://x\t[]\t[]
            N2\tnews\tlocal\tAnother\t\thttps://y\t[]\t[]
            """);

    assertEquals(
        List.of(
            Item.of("N1", "A \"made up\" title")
                .withCategories("sports", "golf")
                .withAttribute("abstract", "What happened."),
            Item.of("N2", "Another").withCategories("news", "local")),
        Mind.news(file, UTF8).toList());
  }

  @Test
  void readsImpressions() {
    assertEquals(
        List.of(
            new Impression(
                "1",
                "U13",
                TIME,
                List.of("N5", "N6"),
                List.of(new Shown("N7", Response.CLICKED), new Shown("N-8", Response.IGNORED)))),
        Mind.impressions(behaviors("N5 N6", "N7-1 N-8-0"), UTF8).toList());
  }

  @Test
  void clicksAreWhatWasClicked() {
    assertEquals(
        List.of(
            new Interaction("U13", "N7", "click", 1, TIME),
            new Interaction("U13", "N9", "click", 1, TIME)),
        Mind.clicks(behaviors("", "N7-1 N8-0 N9-1"), UTF8).toList());
    assertEquals(List.of(), Mind.clicks(behaviors("", "N8-0"), UTF8).toList());
  }

  @Test
  void refusesListsWithoutLabels() {
    for (String part : List.of("N7", "N7-2", "-1", "N7-")) {
      BadRowException e =
          assertThrows(
              BadRowException.class,
              () -> Mind.clicks(behaviors("", "N1-1 " + part), UTF8).toList());

      assertEquals("impressions", e.error().column());
      assertEquals("'" + part + "' must be an id and -0 or -1, as in N123-1", e.error().message());
    }
  }

  @Test
  void aRowThatIsBadAtItsEndGivesNothing() {
    BadRows bad = BadRows.collect(1);

    List<Interaction> clicks =
        Mind.clicks(behaviors("", "N1-1 N2"), UTF8.withBadRows(bad)).toList();

    assertEquals(List.of(), clicks);
    assertEquals(1, bad.count());
  }
}
