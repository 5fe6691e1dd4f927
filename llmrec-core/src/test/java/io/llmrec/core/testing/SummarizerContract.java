package io.llmrec.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.enrich.Enrichment;
import io.llmrec.core.enrich.Summarizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link Summarizer} promises. */
public interface SummarizerContract {

  /** The summarizer under test; must find a text for at least one of {@link #items}. */
  Summarizer summarizer();

  /** Items to try it with, at least two. */
  default List<Item> items() {
    return Samples.items();
  }

  /** Empty in, empty out. */
  @Test
  default void givesNothingForNoItems() {
    assertEquals(List.of(), summarizer().summarize(List.of()));
  }

  /**
   * One place per item, some of them filled, with texts that are not blank and say where they come
   * from.
   */
  @Test
  default void givesOnePlacePerItem() {
    List<Optional<Enrichment>> texts = summarizer().summarize(items());
    assertEquals(items().size(), texts.size());
    List<Enrichment> written = texts.stream().flatMap(Optional::stream).toList();
    assertFalse(written.isEmpty(), "no item got a text");
    for (Enrichment enrichment : written) {
      assertFalse(enrichment.text().isBlank());
      assertFalse(enrichment.provenance().model().isBlank());
    }
  }

  /** The text of an item does not depend on where it stands: the places are not shifted. */
  @Test
  default void keepsTheOrderOfTheItems() {
    List<Item> backwards = new ArrayList<>(items());
    Collections.reverse(backwards);
    List<Optional<String>> forth = textsOf(items());
    List<Optional<String>> back = new ArrayList<>(textsOf(backwards));
    Collections.reverse(back);
    assertEquals(forth, back);
  }

  private List<Optional<String>> textsOf(List<Item> given) {
    return summarizer().summarize(given).stream().map(text -> text.map(Enrichment::text)).toList();
  }

  /** A change of the item shows in the input's hash, so that the text is known to be stale. */
  @Test
  default void hashesItsInput() {
    Stream<Item> changed = items().stream().map(item -> item.withAttribute("brand", "Other"));
    List<Optional<Enrichment>> before = summarizer().summarize(items());
    List<Optional<Enrichment>> after = summarizer().summarize(changed.toList());
    boolean differs = false;
    boolean compared = false;
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i).isPresent() && after.get(i).isPresent()) {
        compared = true;
        differs |=
            !before
                .get(i)
                .get()
                .provenance()
                .inputHash()
                .equals(after.get(i).get().provenance().inputHash());
      }
    }
    assertTrue(differs || !compared, "the input hash does not see a changed attribute");
  }
}
