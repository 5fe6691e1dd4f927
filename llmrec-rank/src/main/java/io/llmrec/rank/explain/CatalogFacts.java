package io.llmrec.rank.explain;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.recall.Candidate;
import io.llmrec.prompt.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** See {@link FactSource#catalog}. */
final class CatalogFacts implements FactSource {

  private static final int MAX_FACTS = 12;
  private static final int MAX_VALUE = 120;

  @Override
  public List<String> of(Candidate candidate, Catalog catalog) {
    Item item = candidate.item();
    boolean chinese = Language.guess(item.title()) == Language.ZH;
    List<String> facts = new ArrayList<>();
    for (String id : candidate.because()) {
      Item chosen = catalog.find(id);
      if (chosen != null) {
        facts.add((chinese ? "用户选择过：" : "the user chose: ") + title(chosen));
      }
    }
    facts.add((chinese ? "本品名称：" : "title of this item: ") + title(item));
    if (!item.categories().isEmpty()) {
      facts.add((chinese ? "类别：" : "categories: ") + String.join(", ", item.categories()));
    }
    for (Map.Entry<String, String> attribute : item.attributes().entrySet()) {
      String value = attribute.getValue();
      if (!value.isBlank() && value.length() <= MAX_VALUE && !isTitle(attribute.getKey())) {
        facts.add(attribute.getKey() + ": " + value);
      }
    }
    return facts.stream().limit(MAX_FACTS).toList();
  }

  private static boolean isTitle(String name) {
    return name.equals("clean_title");
  }

  /** A cleaned title where enrichment wrote one. */
  private static String title(Item item) {
    return item.attributes().getOrDefault("clean_title", item.title());
  }
}
