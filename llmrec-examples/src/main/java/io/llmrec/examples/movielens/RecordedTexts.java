package io.llmrec.examples.movielens;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.enrich.Enrichment;
import io.llmrec.core.enrich.Provenance;
import io.llmrec.core.enrich.Summarizer;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.fingerprint.Fingerprinted;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Texts that were written beforehand, as a summarizer: how a host brings along what it already paid
 * for.
 *
 * @param model what wrote them
 * @param byItem the texts by item; an item without one gets none
 */
record RecordedTexts(String model, Map<String, String> byItem)
    implements Summarizer, Fingerprinted {

  /**
   * The texts were made of titles and facts about films and saw no ratings, so a sample of any time
   * may be joined with them.
   */
  private static final Instant SAW_NO_INTERACTIONS = Instant.EPOCH;

  @Override
  public List<Optional<Enrichment>> summarize(List<Item> items) {
    return items.stream()
        .map(item -> Optional.ofNullable(byItem.get(item.id())).map(text -> of(item, text)))
        .toList();
  }

  private Enrichment of(Item item, String text) {
    String input = Fingerprint.of(item.id(), item.title(), String.join("|", item.categories()));
    return new Enrichment(text, new Provenance(model, "", input, SAW_NO_INTERACTIONS));
  }

  @Override
  public String fingerprint() {
    Fingerprint texts = new Fingerprint();
    new TreeMap<>(byItem).forEach((id, text) -> texts.add(id).add(text));
    return "recorded texts of " + model + " " + texts.hex();
  }
}
