package io.llmrec.rank.llm;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What a language model's reply says about the order of some candidates, for hosts with prompts of
 * their own and for recorded replies: the same reading that {@link LlmReRanker#listwise} uses.
 *
 * @param order places of all candidates from 0, each once: those that the reply names in its order,
 *     then the others in the incoming order
 * @param placed how many candidates the reply names
 * @param fuzzy how many of these by a title that was not quite theirs
 * @param duplicate how many entries name a candidate again
 * @param invented how many entries name no candidate
 */
public record RankingReply(
    List<Integer> order, int placed, int fuzzy, int duplicate, int invented) {

  private static final Pattern LABEL = Pattern.compile("[A-Z][0-9]{3}");

  /** Takes a copy. */
  public RankingReply {
    order = List.copyOf(order);
  }

  /**
   * Reads a reply. Never throws because of what it says; the effort is bounded.
   *
   * @param reply whatever the model wrote
   * @param labels of the candidates in the incoming order: a capital letter and three digits each,
   *     all different; or none, where the model was asked for titles
   * @param titles of the candidates in the incoming order
   * @throws IllegalArgumentException when labels and titles do not belong together
   */
  public static RankingReply read(String reply, List<String> labels, List<String> titles) {
    boolean labelled = !labels.isEmpty();
    if (labelled
        && (labels.size() != titles.size() || labels.stream().distinct().count() < labels.size())) {
      throw new IllegalArgumentException(
          "labels must be as many as titles and all different, were %d for %d titles"
              .formatted(labels.size(), titles.size()));
    }
    for (String label : labels) {
      if (!LABEL.matcher(label).matches()) {
        throw new IllegalArgumentException(
            "a label must be a capital letter and three digits, was '%s'".formatted(label));
      }
    }
    ListwiseReplyParser parser =
        new ListwiseReplyParser(
            Labels.of(labels), titles.stream().map(List::of).toList(), titles.size());
    RankingGuard.Verdict verdict =
        RankingGuard.check(titles.size(), parser.parse(reply).mentions());
    return new RankingReply(
        IntStream.of(verdict.order()).boxed().toList(),
        verdict.placed(),
        verdict.fuzzy(),
        verdict.duplicate(),
        verdict.invented());
  }
}
