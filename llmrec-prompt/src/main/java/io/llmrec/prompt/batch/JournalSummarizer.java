package io.llmrec.prompt.batch;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.enrich.Enrichment;
import io.llmrec.core.enrich.Summarizer;
import io.llmrec.core.fingerprint.Fingerprinted;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Takes texts from where they are kept. */
final class JournalSummarizer implements Summarizer, Fingerprinted {

  private final Function<Item, Optional<EnrichedItem>> kept;
  private final Supplier<String> print;

  JournalSummarizer(Function<Item, Optional<EnrichedItem>> kept, Supplier<String> print) {
    this.kept = kept;
    this.print = print;
  }

  @Override
  public List<Optional<Enrichment>> summarize(List<Item> items) {
    return items.stream().map(item -> kept.apply(item).map(EnrichedItem::enrichment)).toList();
  }

  @Override
  public String fingerprint() {
    return print.get();
  }
}
