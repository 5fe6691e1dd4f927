package io.llmrec.embed.languagemodel;

import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.ScoringLanguageModel;
import io.llmrec.core.llm.StreamingLanguageModel;
import io.llmrec.embed.jsonconstraint.JsonConstraint;
import io.llmrec.embed.jsonconstraint.JsonShape;
import io.llmrec.embed.jsonconstraint.JsonWalk;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A small language model inside the JVM, without Python or server: Llama, Mistral, Qwen2 and Qwen3
 * folders, and TorchScript archives of any.
 *
 * <p>Safe for use by several threads; as many calls run at once as the options say, others wait. At
 * temperature 0, or with a seed, the same prompt gives the same reply at 32 bits. To be closed when
 * no longer used; calls afterwards throw {@link IllegalStateException}.
 *
 * <p>A prompt that leaves no room for a reply is an {@link LlmException}; a reply ends where the
 * model's longest text does.
 */
public final class LocalLanguageModel
    implements LanguageModel,
        StreamingLanguageModel,
        ScoringLanguageModel,
        Fingerprinted,
        AutoCloseable {

  private final String name;
  private final CausalModel model;
  private final PromptTokens tokens;
  private final Generator generator;
  private final TextScorer scorer;
  private final String fingerprint;
  private volatile JsonConstraint.@Nullable Tokens jsonTokens;

  LocalLanguageModel(
      String name,
      CausalModel model,
      PromptTokens tokens,
      LocalModelOptions options,
      String fingerprint) {
    this.name = name;
    this.model = model;
    this.tokens = tokens;
    this.generator = new Generator(model, options.sampling(), tokens.ends());
    this.scorer = new TextScorer(model, options.batchTokens());
    this.fingerprint = fingerprint;
  }

  /**
   * A folder in Hugging Face layout: {@code config.json}, {@code tokenizer.json} and {@code
   * model.safetensors} or its parts. The first time, the network is written as a TorchScript
   * archive into the cache.
   *
   * @throws UncheckedIOException when a file cannot be read, or the cache not be written
   * @throws IllegalArgumentException when a file is not what it must be, or the architecture or an
   *     option is not supported; the message says which and what is
   * @throws IllegalStateException when there is no PyTorch engine, or not the device
   */
  public static LocalLanguageModel open(Path folder, LocalModelOptions options) {
    return ModelLoader.folder(folder, options);
  }

  /**
   * A TorchScript archive that was made elsewhere, called with ids [batch, length], giving scores
   * [batch, length, vocabulary]. It has no cache, so a long reply is slow.
   *
   * @throws UncheckedIOException when a file cannot be read
   * @throws IllegalArgumentException when one is not what it must be
   * @throws IllegalStateException when there is no PyTorch engine, or not the device
   */
  public static LocalLanguageModel openScript(
      Path archive, Path tokenizer, LocalModelOptions options) {
    return ModelLoader.script(archive, tokenizer, options);
  }

  @Override
  public Reply complete(Prompt prompt) {
    return stream(prompt, piece -> true);
  }

  @Override
  public Reply stream(Prompt prompt, Predicate<String> onText) {
    Generation generation = generation(prompt, onText, null);
    generator.run(List.of(generation));
    return generation.reply(name);
  }

  /**
   * The replies to several prompts, in the order given, which grow side by side: much faster than
   * one after the other. What all prompts begin with is read once, or not at all where an earlier
   * prompt began with it.
   *
   * @throws LlmException when one of them gets no reply
   */
  public List<Reply> completeAll(List<Prompt> prompts) {
    return completeAll(prompts, null);
  }

  private List<Reply> completeAll(List<Prompt> prompts, @Nullable JsonConstraint constraint) {
    if (prompts.isEmpty()) {
      return List.of();
    }
    List<Generation> generations =
        prompts.stream().map(prompt -> generation(prompt, piece -> true, constraint)).toList();
    generator.run(generations);
    return generations.stream().map(generation -> generation.reply(name)).toList();
  }

  /**
   * This model with its replies held to JSON of a shape: at every token only those count that can
   * go on with it, and what is open is closed before the tokens are used up, so that every reply is
   * valid, whatever the model thinks. Stop texts do not count. A prompt whose longest reply has no
   * room for the shortest JSON of the shape is an {@link LlmException}.
   *
   * @throws IllegalArgumentException when the tokenizer has no tokens for what the shape needs, or
   *     its tokens do not make up texts one behind the other
   */
  public JsonModel json(JsonShape shape) {
    JsonConstraint constraint = jsonTokens().to(shape);
    return prompts -> completeAll(prompts, constraint);
  }

  private JsonConstraint.Tokens jsonTokens() {
    JsonConstraint.Tokens known = jsonTokens;
    if (known == null) {
      known = tokens.jsonTokens();
      jsonTokens = known;
    }
    return known;
  }

  private Generation generation(
      Prompt prompt, Predicate<String> onText, @Nullable JsonConstraint constraint) {
    int[] ids = tokens.prompt(prompt.messages());
    if (ids.length >= model.maxTokens()) {
      throw LlmException.permanent(
          "the prompt has %d tokens, the model reads at most %d together with the reply"
              .formatted(ids.length, model.maxTokens()),
          null);
    }
    if (constraint == null) {
      ReplyText text = tokens.reply(prompt.options().stop(), onText);
      return new Generation(ids, prompt.options(), text, null);
    }
    JsonWalk walk = constraint.walk();
    Generation generation = new Generation(ids, prompt.options(), tokens.held(onText), walk);
    int room = generation.places(model.maxTokens()) - ids.length;
    if (walk.cost() > room) {
      throw LlmException.permanent(
          "the reply may have %d tokens, the shortest JSON of the shape needs %d"
              .formatted(room, walk.cost()),
          null);
    }
    return generation;
  }

  /**
   * How likely texts are, each read from the tokenizer's first token on; an empty text is scored by
   * the token that ends one.
   */
  @Override
  public List<TextScore> score(List<String> texts) {
    return scorer.score(texts.stream().map(tokens::text).toList());
  }

  /**
   * The natural logarithms of the probabilities of continuations of a text: each is scored with the
   * text as a whole, and the score of the text is taken off, since tokens may span the seam.
   */
  public double[] continuations(String text, List<String> continuations) {
    List<String> wholes = new ArrayList<>(List.of(text));
    continuations.forEach(continuation -> wholes.add(text + continuation));
    List<TextScore> scores = score(wholes);
    double before = scores.get(0).logProbability();
    return scores.stream().skip(1).mapToDouble(s -> s.logProbability() - before).toArray();
  }

  /**
   * Which of some answers the model finds likeliest; the first of equals.
   *
   * @param answers at least one
   */
  public String choose(Prompt prompt, List<String> answers) {
    List<TextScore> scores = scoreAnswers(prompt, answers);
    int best = 0;
    for (int i = 1; i < scores.size(); i++) {
      if (scores.get(i).logProbability() > scores.get(best).logProbability()) {
        best = i;
      }
    }
    return answers.get(best);
  }

  /**
   * How likely the prompt is together with each of some answers, in their order; differences
   * between them are those of the answers alone.
   *
   * @param answers at least one
   */
  public List<TextScore> scoreAnswers(Prompt prompt, List<String> answers) {
    if (answers.isEmpty()) {
      throw new IllegalArgumentException("at least 1 answer is needed, were 0");
    }
    return scorer.score(
        answers.stream().map(answer -> tokens.prompt(prompt.messages(), answer)).toList());
  }

  /** What calls until now have used again of prompts read before. */
  public PrefixUse prefixUse() {
    return model.prefixUse();
  }

  /** The longest text in tokens, prompt and reply together. */
  public int maxTokens() {
    return model.maxTokens();
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public void close() {
    model.close();
    tokens.close();
  }
}
