package io.llmrec.prompt.enrich;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.PromptTemplate;
import io.llmrec.prompt.StrictJson;
import io.llmrec.prompt.UntrustedText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Has a language model say in one sentence what a buyer would call a product, out of the keywords
 * of its title and its attributes: "This item is a pair of ..." or "这个商品是...".
 *
 * <p>The keywords are the item's attribute {@value #KEYWORDS}, separated by commas of any script,
 * or the words of its title where it has none. Categories and all other attributes are the rest of
 * what the model is told.
 *
 * <p>Safe for use by several threads when the model is. A reply is kept when it is a JSON object
 * with nothing but a text {@code description} that begins as above, has at most {@value
 * #MAX_HAN_CHARS} characters where it is Chinese and at most {@value #MAX_WORDS} words otherwise,
 * and holds no word, number or piece of Chinese text that is in neither keywords nor attributes,
 * but for a few that join ("的", "一款", "牌"; "a", "pair", "for"). How it asks, repairs, counts and
 * fails is said at {@link Enricher}.
 */
public final class ProductDescriber extends ItemEnricher<ProductDescriber.Answer> {

  /** The attribute that holds an item's keywords. */
  public static final String KEYWORDS = "keywords";

  /** The longest Chinese description, in code points. */
  public static final int MAX_HAN_CHARS = 40;

  /** The longest description in other languages, in words. */
  public static final int MAX_WORDS = 25;

  private static final int MAX_CHARS = 250;
  private static final int MAX_KEYWORDS = 40;
  private static final int MAX_KEYWORD = 60;
  private static final Set<String> PLACES = Set.of("keywords", "attributes");
  private static final List<String> BEGINNINGS = List.of("这个商品是", "this item is");
  private static final List<String> JOINING =
      List.of(
          "这个商品是 的 牌 一款 一个 一种 一双 一副 一件 一套 和 与 带 用 适合 用于 款",
          "this item is brand pair pairs set piece pieces one style size made used");

  /**
   * What the model answers.
   *
   * @param description the sentence
   */
  public record Answer(String description) {}

  private ProductDescriber(TaskPrompts prompts, LanguageModel model, EnrichOptions options) {
    super(
        new EnrichTask<>(
            "describe-product/1",
            prompts,
            Answer.class,
            ProductDescriber::input,
            ProductDescriber::judge),
        model,
        options);
  }

  /** A describer with {@link EnrichOptions#DEFAULT} and the shipped prompts. */
  public static ProductDescriber of(LanguageModel model) {
    return of(model, EnrichOptions.DEFAULT);
  }

  /** A describer with the shipped prompts. */
  public static ProductDescriber of(LanguageModel model, EnrichOptions options) {
    return new ProductDescriber(
        TaskPrompts.shipped(ProductDescriber.class, "describe_product"), model, options);
  }

  /**
   * A describer with the host's own prompt, for all languages.
   *
   * @param template takes the values {@code keywords} and {@code attributes}, and asks for an
   *     object with the field {@code description}
   * @throws IllegalArgumentException when the template takes other values
   */
  public static ProductDescriber of(
      LanguageModel model, EnrichOptions options, PromptTemplate template) {
    return new ProductDescriber(TaskPrompts.own(template, PLACES), model, options);
  }

  static TaskInput input(Item item) {
    ArrayNode keywords = JsonNodeFactory.instance.arrayNode();
    List<String> texts = new ArrayList<>();
    for (String word : keywords(item)) {
      String clean = UntrustedText.clean(word, MAX_KEYWORD);
      if (!clean.isEmpty() && keywords.size() < MAX_KEYWORDS) {
        keywords.add(clean);
        texts.add(clean);
      }
    }
    Map<String, String> rest = new LinkedHashMap<>(item.attributes());
    rest.remove(KEYWORDS);
    ItemFacts facts = ItemFacts.withoutTitle(item.categories(), rest);
    texts.addAll(facts.texts());
    return new TaskInput(
        item.id(),
        Language.guess(item.title()),
        Map.of("keywords", StrictJson.write(keywords), "attributes", facts.json()),
        texts);
  }

  private static List<String> keywords(Item item) {
    String given = item.attributes().getOrDefault(KEYWORDS, "");
    return given.isBlank() ? Words.of(item.title()) : List.of(given.split("[,，、;；|]"));
  }

  static Verdict judge(Item item, TaskInput input, Answer answer) {
    Verdict text = ItemTask.text(answer.description(), MAX_CHARS);
    if (!text.kept()) {
      return text;
    }
    Verdict form = form(text);
    if (!form.kept()) {
      return form;
    }
    List<String> said = new ArrayList<>(input.texts());
    said.addAll(JOINING);
    String invented = new Fidelity(said).firstInvented(text.text());
    return invented == null
        ? text
        : Verdict.refuse(
            "invented word", "'" + invented + "' is neither in the keywords nor in the attributes");
  }

  private static Verdict form(Verdict text) {
    String sentence = text.text();
    boolean begun = false;
    for (String beginning : BEGINNINGS) {
      begun |= sentence.regionMatches(true, 0, beginning, 0, beginning.length());
    }
    if (!begun) {
      return Verdict.refuse("other beginning", "it must begin with one of " + BEGINNINGS);
    }
    boolean chinese = Language.guess(sentence) == Language.ZH;
    int length =
        chinese ? sentence.codePointCount(0, sentence.length()) : sentence.split(" ").length;
    int most = chinese ? MAX_HAN_CHARS : MAX_WORDS;
    return length <= most
        ? text
        : Verdict.refuse(
            "too long",
            "it has %d %s, allowed are %d".formatted(length, chinese ? "字" : "words", most));
  }
}
