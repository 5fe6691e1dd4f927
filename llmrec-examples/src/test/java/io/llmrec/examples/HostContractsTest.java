package io.llmrec.examples;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemEncoder;
import io.llmrec.core.enrich.Enrichment;
import io.llmrec.core.enrich.Provenance;
import io.llmrec.core.enrich.Summarizer;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.rank.Ranker;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.rerank.ReRanker;
import io.llmrec.core.testing.ItemEncoderContract;
import io.llmrec.core.testing.LanguageModelContract;
import io.llmrec.core.testing.RankerContract;
import io.llmrec.core.testing.ReRankerContract;
import io.llmrec.core.testing.Samples;
import io.llmrec.core.testing.SummarizerContract;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/**
 * How a host runs the published contract tests on what it wrote itself: implement the contract,
 * name the implementation. The implementations here are as short as such things can be.
 */
class HostContractsTest {

  /** Lengths as vectors: useless, and yet a valid encoder. */
  @Nested
  class OurEncoder implements ItemEncoderContract {
    @Override
    public ItemEncoder itemEncoder() {
      return items -> items.stream().map(OurEncoder::encode).toList();
    }

    private static Embedding encode(Item item) {
      return Embedding.of(new float[] {1, item.title().length(), item.leafCategory().length()});
    }
  }

  @Nested
  class OurSummarizer implements SummarizerContract {
    @Override
    public Summarizer summarizer() {
      return items -> items.stream().map(item -> Optional.of(summary(item))).toList();
    }

    private static Enrichment summary(Item item) {
      Provenance provenance =
          new Provenance("our rule 1", "", Integer.toHexString(item.hashCode()), Instant.EPOCH);
      return new Enrichment(item.title() + " in " + item.leafCategory(), provenance);
    }
  }

  @Nested
  class OurRanker implements RankerContract {
    @Override
    public Ranker ranker() {
      return new PriceFitRanker(Samples.items());
    }
  }

  @Nested
  class OurReRanker implements ReRankerContract {
    @Override
    public ReRanker reRanker() {
      return (context, candidates) ->
          candidates.stream().sorted(Comparator.comparing(Candidate::id)).toList();
    }
  }

  @Nested
  class OurLanguageModel implements LanguageModelContract {
    @Override
    public LanguageModel languageModel() {
      return prompt -> Reply.of("hot").by("our-model-1");
    }
  }
}
