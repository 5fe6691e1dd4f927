package io.llmrec.rank.llm;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.rank.Ranker;
import io.llmrec.core.rerank.ReRanker;
import io.llmrec.core.testing.RankerContract;
import io.llmrec.core.testing.ReRankerContract;
import io.llmrec.rank.aggregate.Aggregation;
import io.llmrec.rank.bias.PopularityCorrection;
import io.llmrec.rank.bias.SlotCorrection;
import io.llmrec.rank.choice.ChoiceModel;
import io.llmrec.rank.simulation.SimulatedModel;
import org.junit.jupiter.api.Nested;

/** What every re-ranker and ranker promises, of all methods, with a model full of faults. */
class MethodContractsTest {

  private static final SimulatedModel FAULTY =
      SimulatedModel.builder(text -> text.hashCode() / (double) Integer.MAX_VALUE)
          .slotEffect(slot -> slot)
          .noise(1)
          .dropped(0.2)
          .repeated(0.2)
          .invented(0.2)
          .prose(0.3)
          .build();

  private static final LanguageModel WORDS = FAULTY;
  private static final ChoiceModel CHOICES = FAULTY;
  private static final AskOptions ASK = AskOptions.DEFAULT;

  @Nested
  class AllPairs implements ReRankerContract {
    @Override
    public ReRanker reRanker() {
      return LlmReRanker.pairwise(WORDS, PairwiseSort.allPairs(), ASK);
    }
  }

  @Nested
  class HeapSort implements ReRankerContract {
    @Override
    public ReRanker reRanker() {
      return LlmReRanker.pairwise(WORDS);
    }
  }

  @Nested
  class Sliding implements ReRankerContract {
    @Override
    public ReRanker reRanker() {
      return LlmReRanker.pairwise(CHOICES, PairwiseSort.sliding(3), ASK);
    }
  }

  @Nested
  class Setwise implements ReRankerContract {
    @Override
    public ReRanker reRanker() {
      return LlmReRanker.setwise(WORDS, SetwiseOptions.DEFAULT.withVotes(2), ASK);
    }
  }

  @Nested
  class Graded implements ReRankerContract {
    @Override
    public ReRanker reRanker() {
      return LlmReRanker.pointwise(WORDS);
    }
  }

  @Nested
  class FirstToken implements ReRankerContract {
    @Override
    public ReRanker reRanker() {
      return LlmReRanker.firstToken(CHOICES);
    }
  }

  @Nested
  class Windows implements ReRankerContract {
    @Override
    public ReRanker reRanker() {
      return LlmReRanker.listwise(WORDS).window(new Window(4, 2, 3, Window.Start.HEAD));
    }
  }

  @Nested
  class CorrectedRounds implements ReRankerContract {
    @Override
    public ReRanker reRanker() {
      return LlmReRanker.listwise(WORDS)
          .slotCorrected(SlotCorrection.none())
          .rounds(4, Aggregation.kemeny())
          .popularityCorrected(PopularityCorrection.of(String::length, 0.1));
    }
  }

  @Nested
  class WithAModelThatTalks implements ReRankerContract {
    @Override
    public ReRanker reRanker() {
      return LlmReRanker.setwise(prompt -> Reply.of("X001 or so: " + prompt.text()));
    }
  }

  @Nested
  class PointwiseRanker implements RankerContract {
    @Override
    public Ranker ranker() {
      return LlmRanker.pointwise(CHOICES, ASK);
    }
  }

  @Nested
  class GradingRanker implements RankerContract {
    @Override
    public Ranker ranker() {
      return LlmRanker.pointwise(WORDS, ASK.withMaxCandidates(5));
    }
  }

  @Nested
  class PairwiseRanker implements RankerContract {
    @Override
    public Ranker ranker() {
      return LlmRanker.pairwise(WORDS, ASK);
    }
  }

  @Nested
  class RankerWithoutAnswers implements RankerContract {
    @Override
    public Ranker ranker() {
      return LlmRanker.pairwise(prompt -> Reply.of(""), ASK);
    }
  }
}
