package io.llmrec.prompt.enrich;

import io.llmrec.core.llm.ScoringLanguageModel;
import io.llmrec.core.llm.ScoringLanguageModel.TextScore;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The perplexity of rewritten titles beside that of the titles they replace. Safe for use by
 * several threads when the model is.
 */
public final class TitleFluency {

  /**
   * How fluent the kept rewrites are.
   *
   * @param titles how many were measured
   * @param before perplexity per token of all their titles together; NaN for none
   * @param after that of the rewrites; NaN for none
   */
  public record Perplexities(long titles, double before, double after) {}

  private final @Nullable ScoringLanguageModel scorer;
  private long titles;
  private double logBefore;
  private long tokensBefore;
  private double logAfter;
  private long tokensAfter;

  TitleFluency(@Nullable ScoringLanguageModel scorer) {
    this.scorer = scorer;
  }

  /** The same with its counts at 0. */
  TitleFluency afresh() {
    return new TitleFluency(scorer);
  }

  boolean isMeasured() {
    return scorer != null;
  }

  /** The rewrite, refused when it is no more fluent than the title. */
  Verdict judge(String title, Verdict rewrite) {
    if (scorer == null) {
      return rewrite;
    }
    List<TextScore> scores = scorer.score(List.of(title, rewrite.text()));
    TextScore before = scores.get(0);
    TextScore after = scores.get(1);
    if (!(after.perplexity() < before.perplexity())) {
      return Verdict.refuse(
          "no lower perplexity",
          String.format(
              Locale.ROOT,
              "it reads no more fluently than the title: perplexity %.1f, the title's is %.1f",
              after.perplexity(),
              before.perplexity()));
    }
    count(before, after);
    return rewrite;
  }

  private synchronized void count(TextScore before, TextScore after) {
    titles++;
    logBefore += before.logProbability();
    tokensBefore += before.tokens();
    logAfter += after.logProbability();
    tokensAfter += after.tokens();
  }

  synchronized Perplexities perplexities() {
    return new Perplexities(
        titles, Math.exp(-logBefore / tokensBefore), Math.exp(-logAfter / tokensAfter));
  }
}
