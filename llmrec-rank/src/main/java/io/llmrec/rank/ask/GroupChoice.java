package io.llmrec.rank.ask;

import io.llmrec.core.compute.Draws;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.request.StageContext;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.UntrustedText;
import io.llmrec.prompt.structured.Description;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Lets a language model choose from a closed list of groups, such as categories or clusters.
 *
 * <p>Groups go by labels that are drawn for the request, and are shown in a random order that the
 * request's id decides. The trace counts them as {@code chosen}; labels that were not handed out
 * are dropped and counted as {@code invented}, repeated ones as {@code duplicate}. Without an
 * answer nothing is chosen and the stage is marked as degraded. As safe for use by several threads
 * as the model.
 */
public final class GroupChoice {

  /** The most groups that one prompt shows. */
  public static final int MAX_GROUPS = 900;

  private static final int FIRST_LABEL = 100;
  private static final int MAX_NAME = 200;

  private final String stage;
  private final StageQuestion<Labels> question;
  private final int most;
  private final QuestionOptions options;

  /** What the model answers. */
  record Labels(@Description("labels of the chosen groups, the best first") List<String> labels) {}

  /**
   * A choice.
   *
   * @param stage what reasons in the trace begin with
   * @param most how many groups the model may choose, at least 1
   */
  public GroupChoice(String stage, LanguageModel model, int most, QuestionOptions options) {
    if (most < 1) {
      throw new IllegalArgumentException("most must be at least 1, was " + most);
    }
    this.stage = stage;
    this.most = most;
    this.options = options;
    this.question =
        new StageQuestion<>(stage, GroupChoice.class, "groups", model, Labels.class, options);
  }

  /**
   * The chosen groups by their place in the list, the best first; none without an answer.
   *
   * @param names of the groups, at least one, at most {@value #MAX_GROUPS}
   */
  public List<Integer> choose(StageContext context, List<String> names) {
    if (names.isEmpty() || names.size() > MAX_GROUPS) {
      throw new IllegalArgumentException(
          "groups must be 1 to %d, were %d".formatted(MAX_GROUPS, names.size()));
    }
    int[] order = new int[names.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    String hash = Fingerprint.of("groups", stage, context.request().id());
    Draws draws = Draws.of(Long.parseUnsignedLong(hash.substring(0, 16), 16));
    draws.shuffle(order, 0, order.length);
    Map<String, Integer> places = new HashMap<>();
    List<String> shown = new ArrayList<>();
    char letter = (char) ('A' + draws.below('H' - 'A'));
    int[] numbers = new int[MAX_GROUPS];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = FIRST_LABEL + i;
    }
    draws.shuffle(numbers, 0, numbers.length);
    for (int i = 0; i < order.length; i++) {
      String label = letter + Integer.toString(numbers[i]);
      places.put(label, order[i]);
      shown.add(
          "{\"label\": \"%s\", \"group\": %s}"
              .formatted(label, UntrustedText.json(names.get(order[i]), MAX_NAME)));
    }
    return ask(context, names, shown, places);
  }

  private List<Integer> ask(
      StageContext context, List<String> names, List<String> shown, Map<String, Integer> places) {
    Map<String, String> values =
        Map.of(
            "boundary", PromptData.boundary(context, stage),
            "history", PromptData.array(PromptData.history(context, options)),
            "groups", PromptData.lines(shown),
            "count", Integer.toString(Math.min(most, names.size())));
    return question
        .ask(context, values, Language.guess(String.join("\n", names)))
        .map(answer -> known(context, answer.labels(), places))
        .orElse(List.of());
  }

  private List<Integer> known(
      StageContext context, List<String> labels, Map<String, Integer> places) {
    List<Integer> chosen = new ArrayList<>();
    for (String label : labels) {
      Integer place = places.get(label.strip().toUpperCase(Locale.ROOT));
      if (place == null) {
        context.count("invented", 1);
      } else if (chosen.contains(place)) {
        context.count("duplicate", 1);
      } else if (chosen.size() < most) {
        chosen.add(place);
      }
    }
    context.count("chosen", chosen.size());
    if (chosen.isEmpty()) {
      context.degrade(stage + ": the model chose none of %d groups".formatted(places.size()));
    }
    return chosen;
  }

  @Override
  public String toString() {
    return "%s(most=%d)".formatted(stage, most);
  }
}
