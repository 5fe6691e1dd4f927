package io.llmrec.core;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.enrich.Enrichment;
import io.llmrec.core.enrich.EnrichmentStore;
import io.llmrec.core.fingerprint.Fingerprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Applies the enrichment steps to all items, asking only for texts that are not in the store. */
final class EnrichRun {

  /** A kill loses at most the texts of one batch. */
  private static final int BATCH = 32;

  private final List<Stage.Enrich> steps;
  private final EnrichmentStore store;
  private final Progress progress;
  private final Map<String, Map<String, Enrichment>> enrichments = new HashMap<>();

  EnrichRun(List<Stage.Enrich> steps, EnrichmentStore store, Progress progress) {
    this.steps = steps;
    this.store = store;
    this.progress = progress;
  }

  /** What was written, by item and attribute; complete after {@link #apply}. */
  Map<String, Map<String, Enrichment>> enrichments() {
    return enrichments;
  }

  /** The items with the texts of all steps as attributes. */
  List<Item> apply(List<Item> items) {
    List<Item> enriched = items;
    for (Stage.Enrich step : steps) {
      enriched = new Step(step, enriched).run();
    }
    return enriched;
  }

  /** One step over all items. */
  private final class Step {

    private final Stage.Enrich step;
    private final List<Item> items;
    private final String identity;
    private final StepProgress counter;
    private final List<Item> enriched = new ArrayList<>();

    Step(Stage.Enrich step, List<Item> items) {
      this.step = step;
      this.items = items;
      this.identity = Identity.of(step.summarizer());
      this.counter = new StepProgress("enrich " + step.name(), items.size(), progress);
    }

    List<Item> run() {
      List<String> keys = items.stream().map(this::key).toList();
      makeMissing(keys);
      for (int i = 0; i < items.size(); i++) {
        Optional<Enrichment> text = store.find(keys.get(i));
        enriched.add(
            text != null && text.isPresent() ? with(items.get(i), text.get()) : items.get(i));
      }
      return enriched;
    }

    private String key(Item item) {
      if (item.attributes().containsKey(step.name())) {
        throw failure(
            "item '%s' already has an attribute '%s': give the enrichment another name"
                .formatted(item.id(), step.name()),
            null);
      }
      return Fingerprint.of(step.name(), identity, ItemHash.of(item));
    }

    private void makeMissing(List<String> keys) {
      List<Integer> missing = new ArrayList<>();
      for (int i = 0; i < keys.size(); i++) {
        if (store.find(keys.get(i)) == null) {
          missing.add(i);
        }
      }
      counter.reused(items.size() - missing.size());
      for (int start = 0; start < missing.size(); start += BATCH) {
        List<Integer> batch = missing.subList(start, Math.min(missing.size(), start + BATCH));
        store.put(write(batch, keys));
        counter.made(batch.size());
      }
    }

    private Map<String, Optional<Enrichment>> write(List<Integer> batch, List<String> keys) {
      List<Item> some = batch.stream().map(items::get).toList();
      List<Optional<Enrichment>> texts = ask(some);
      if (texts.size() != some.size()) {
        throw failure("%d items in, %d texts out".formatted(some.size(), texts.size()), null);
      }
      Map<String, Optional<Enrichment>> byKey = new LinkedHashMap<>();
      for (int i = 0; i < batch.size(); i++) {
        if (texts.get(i) == null) {
          throw failure(
              "item '%s' got null, where no text is an empty Optional".formatted(some.get(i).id()),
              null);
        }
        byKey.put(keys.get(batch.get(i)), texts.get(i));
      }
      return byKey;
    }

    private List<Optional<Enrichment>> ask(List<Item> some) {
      try {
        return step.summarizer().summarize(some);
      } catch (RuntimeException e) {
        throw failure(
            "stopped at item '%s' with %d of %d done, which are kept; prepare again to go on: %s"
                .formatted(some.get(0).id(), counter.done(), items.size(), e.getMessage()),
            e);
      }
    }

    private Item with(Item item, Enrichment text) {
      enrichments.computeIfAbsent(item.id(), id -> new LinkedHashMap<>()).put(step.name(), text);
      return item.withAttribute(step.name(), text.text());
    }

    private StageException failure(String message, @Nullable Throwable e) {
      return new StageException("enrich " + step.name(), message, e);
    }
  }
}
