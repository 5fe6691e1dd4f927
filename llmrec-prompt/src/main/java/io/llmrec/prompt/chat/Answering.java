package io.llmrec.prompt.chat;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.StreamingLanguageModel;
import io.llmrec.prompt.JsonReply;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.Reasoning;
import io.llmrec.prompt.UntrustedText;
import io.llmrec.prompt.chat.ground.Checked;
import io.llmrec.prompt.chat.ground.Checked.Piece;
import io.llmrec.prompt.chat.ground.FactSheet;
import io.llmrec.prompt.chat.ground.Scope;
import io.llmrec.prompt.chat.ground.SentenceGuard;
import io.llmrec.prompt.chat.ground.Sentences;
import io.llmrec.prompt.chat.state.Utterance;
import io.llmrec.prompt.chat.state.Utterance.Speaker;
import io.llmrec.prompt.chat.state.Wish;
import io.llmrec.prompt.chat.tool.Workbench;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Has the model word an answer and lets through what is known. Where nothing of use is left the
 * items are listed without a model.
 */
final class Answering {

  private static final int MAX_REPLY = 8_000;
  private static final int MAX_ADVICE = 300;

  private final Parts parts;
  private final Workbench bench;
  private final Calls calls;
  private final Trail trail;
  private final Language language;
  private final Phrases phrases;
  private final String message;
  private final Predicate<String> onText;

  Answering(Parts parts, Workbench bench, Calls calls, Trail trail, Heard heard) {
    this.parts = parts;
    this.bench = bench;
    this.calls = calls;
    this.trail = trail;
    this.language = heard.language();
    this.phrases = new Phrases(language);
    this.message = heard.text();
    this.onText = heard.onText();
  }

  /**
   * What was heard, and who listens.
   *
   * @param text of the message, made harmless
   * @param language of the answer
   * @param onText listens
   */
  record Heard(String text, Language language, Predicate<String> onText) {}

  /** The sentences of one wording that passed, and what was wrong with the others. */
  private record Draft(String reply, List<List<Piece>> sentences, List<String> problems) {}

  /** What a question or a remark of a plan becomes; the default where nothing of it passes. */
  AnswerText say(String said, String otherwise) {
    AnswerText text = new AnswerText(bench.catalog(), onText);
    Draft draft = draft(said, guard(new Offer(bench, List.of(), List.of())));
    if (draft.sentences().isEmpty()) {
      text.add(otherwise);
    } else {
      draft.sentences().forEach(text::add);
    }
    return text;
  }

  /** An answer about items. */
  AnswerText about(Offer offer) {
    AnswerText text = new AnswerText(bench.catalog(), onText);
    Prompt prompt = parts.prompts().answer(bench, language, message, offer, trail.tools());
    try {
      StreamingLanguageModel streamer = parts.streamer();
      if (streamer != null) {
        stream(streamer, prompt, guard(offer), text);
      } else {
        draft(prompt, offer).sentences().forEach(text::add);
      }
    } catch (RuntimeException e) {
      trail.degrade("answer", e);
    }
    if (!text.cancelled()) {
      complete(text, offer);
    }
    return text;
  }

  /** A recommendation that names nothing, or an empty answer, is not one. */
  private void complete(AnswerText text, Offer offer) {
    boolean named = offer.offered().stream().anyMatch(text.rows()::contains);
    if (!offer.offered().isEmpty() && !named) {
      trail.degrade("answer: no item was named, a list was given instead");
      list(text, offer, offer.offered());
    } else if (text.isEmpty()) {
      trail.degrade("answer: nothing of it could be shown, a list was given instead");
      list(text, offer, offer.discussed());
    }
  }

  private void list(AnswerText text, Offer offer, List<Integer> rows) {
    if (rows.isEmpty()) {
      text.add(phrases.nothingFits(List.of()));
      return;
    }
    List<Piece> pieces = new ArrayList<>();
    String start = offer.offered().isEmpty() ? phrases.about() : phrases.fits();
    pieces.add(new Piece(text.isEmpty() ? start : " " + start, -1));
    for (int i = 0; i < rows.size(); i++) {
      FactSheet sheet = offer.sheet(rows.get(i));
      pieces.add(new Piece(sheet.title(), rows.get(i)));
      String leaf = UntrustedText.clean(bench.catalog().item(rows.get(i)).leafCategory(), 60);
      pieces.add(
          new Piece(
              (leaf.isEmpty() ? "" : phrases.brackets(leaf))
                  + (i + 1 < rows.size() ? phrases.separator() : phrases.end()),
              -1));
    }
    text.add(pieces);
  }

  private SentenceGuard guard(Offer offer) {
    List<String> heard = new ArrayList<>(List.of(message));
    for (Utterance said : bench.state().dialogue().recent()) {
      if (said.speaker() == Speaker.USER) {
        heard.add(said.text());
      }
    }
    List<String> names = new ArrayList<>();
    for (Wish wish : bench.state().activeWishes()) {
      heard.add(wish.text());
      names.add(String.valueOf(wish.filter()));
    }
    bench.catalog().fields().fields().forEach(field -> names.add(field.name()));
    List<Integer> counts = List.of(bench.count(), offer.offered().size(), offer.discussed().size());
    return new SentenceGuard(
        bench.catalog().titles(),
        bench.labels(),
        Scope.of(offer.sheets(), heard, names, counts),
        parts.prompts().leaks());
  }

  /** Worded whole, and anew while there are faults and tries. */
  private Draft draft(Prompt prompt, Offer offer) {
    Draft best = draft(ask(parts.writer(), prompt), guard(offer));
    for (int repair = 0; repair < parts.options().maxRepairs(); repair++) {
      List<String> problems = problems(best, offer);
      if (problems.isEmpty()) {
        return best;
      }
      Draft next;
      try {
        Prompt again = parts.prompts().repair(prompt, best.reply(), language, problems);
        next = draft(ask(parts.writer(), again), guard(offer));
      } catch (RuntimeException e) {
        trail.degrade("answer, worded anew", e);
        return best;
      }
      best = next.sentences().isEmpty() ? best : next;
    }
    return best;
  }

  private String ask(LanguageModel writer, Prompt prompt) {
    return calls.ask("answer", writer, prompt).text();
  }

  private Draft draft(String reply, SentenceGuard guard) {
    String said = Reasoning.strip(reply);
    String cut = said.substring(0, Math.min(MAX_REPLY, said.length()));
    List<List<Piece>> passed = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String sentence : new Sentences().end(cut)) {
      Checked checked = checked(guard, sentence);
      if (checked.fault() != null) {
        problems.add(checked.fault().problem());
      } else if (!sentence.isBlank()) {
        passed.add(checked.pieces());
      }
    }
    return new Draft(cut, passed, problems);
  }

  private Checked checked(SentenceGuard guard, String sentence) {
    Checked checked = guard.check(sentence);
    Checked.Fault fault = checked.fault();
    if (fault != null) {
      trail.found(fault.kind(), fault.problem());
    }
    return checked;
  }

  /** What the guard found, else what the critic says. */
  private List<String> problems(Draft draft, Offer offer) {
    LanguageModel critic = parts.critic();
    if (!draft.problems().isEmpty() || critic == null || draft.sentences().isEmpty()) {
      return draft.problems();
    }
    try {
      Prompt prompt = parts.prompts().critic(bench, language, message, offer, draft.reply());
      String advice =
          JsonReply.object(calls.ask("critic", critic, prompt).text())
              .filter(json -> json.path("ok").isBoolean() && !json.path("ok").booleanValue())
              .map(json -> UntrustedText.clean(json.path("advice").asText(""), MAX_ADVICE))
              .orElse("");
      if (advice.isEmpty()) {
        return List.of();
      }
      trail.found("critic", advice);
      return List.of(advice);
    } catch (RuntimeException e) {
      trail.degrade("critic", e);
      return List.of();
    }
  }

  /** A sentence is passed on when it is whole and checked; what fails is left out. */
  private void stream(
      StreamingLanguageModel model, Prompt prompt, SentenceGuard guard, AnswerText text) {
    Sentences sentences = new Sentences();
    Streamed streamed = new Streamed();
    Reply reply =
        calls.call(
            "answer",
            prompt,
            bounded ->
                model.stream(
                    bounded,
                    piece -> {
                      streamed.chars += piece.length();
                      pass(guard, sentences.add(piece), text);
                      return !text.cancelled() && streamed.chars <= MAX_REPLY;
                    }));
    if (!text.cancelled() && reply.finish() != Reply.Finish.LENGTH) {
      pass(guard, sentences.end(""), text);
    }
  }

  /** How much of an answer came. */
  private static final class Streamed {
    private int chars;
  }

  private void pass(SentenceGuard guard, List<String> whole, AnswerText text) {
    for (String sentence : whole) {
      Checked checked = checked(guard, sentence);
      if (checked.passes() && !sentence.isBlank() && !text.cancelled()) {
        text.add(checked.pieces());
      }
    }
  }
}
