package io.llmrec.rank.llm;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Reply;
import io.llmrec.prompt.UntrustedText;
import io.llmrec.rank.choice.ChoiceModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks which of a few candidates is the best. Safe for use by several threads. */
@FunctionalInterface
interface Picker {

  /**
   * The probability of each candidate to be the best, of sum 1, or null when the model did not say.
   *
   * @param shown places of candidates in the order in which they stand
   */
  @Nullable List<Double> pick(Asker asker, Scene scene, int[] shown);

  /** By the label that the model writes: all of the probability is one candidate's. */
  static Picker writing(LanguageModel model) {
    return (asker, scene, shown) -> {
      Question question = scene.pick(shown);
      Reply reply = asker.ask(question.prompt(), 1, model::complete);
      if (reply == null) {
        return null;
      }
      int slot = LabelReply.read(reply.text(), question);
      if (slot < 0) {
        asker.context().count("unclear", 1);
        asker.failed(
            "the reply names no one candidate: '%s'"
                .formatted(UntrustedText.clean(reply.text(), LabelReply.QUOTED_CHARS)));
        return null;
      }
      List<Double> shares = new ArrayList<>(Collections.nCopies(shown.length, 0.0));
      shares.set(slot, 1.0);
      return shares;
    };
  }

  /** By how likely the model finds each label. */
  static Picker choosing(ChoiceModel model) {
    return (asker, scene, shown) -> {
      boolean letters = shown.length <= Labels.MAX_LETTERS;
      Question question = letters ? scene.pickLetter(shown) : scene.pick(shown);
      ChoiceModel.Choices choices =
          asker.ask(
              question.prompt(),
              1,
              prompt -> model.choose(prompt, question.labels().all()),
              ChoiceModel.Choices::reply);
      return choices == null ? null : shares(asker, choices.logProbabilities(), shown.length);
    };
  }

  private static @Nullable List<Double> shares(Asker asker, List<Double> logs, int count) {
    double top = logs.size() == count ? Collections.max(logs) : Double.NEGATIVE_INFINITY;
    if (top == Double.NEGATIVE_INFINITY) {
      asker.context().count("unclear", 1);
      asker.failed("the model finds none of the labels likely");
      return null;
    }
    double sum = logs.stream().mapToDouble(log -> Math.exp(log - top)).sum();
    return logs.stream().map(log -> Math.exp(log - top) / sum).toList();
  }
}
