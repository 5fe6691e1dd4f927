package io.llmrec.prompt.chat.simulate;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Prompt;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.PromptTemplate;
import io.llmrec.prompt.UntrustedText;
import io.llmrec.prompt.chat.catalog.ChatCatalog;
import io.llmrec.prompt.structured.StructuredModel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A simulated user played by a language model (after iEvaLM: Wang et al., "Rethinking the
 * evaluation for conversational recommendation in the era of large language models", 2023).
 *
 * <p>The model is told the traits and what was said so far, never the target: its title is masked
 * in what the model reads, and once more in what it says. The dialogue and the reply are data from
 * strangers: capped, cleaned, and read strictly, with one repair.
 *
 * <p>As safe for use by several threads as the model, and as reproducible.
 */
public final class ModelUser implements SimulatedUser {

  private static final int MAX_MESSAGE = 500;
  private static final int MAX_ANSWER = 1_200;
  private static final int MAX_EXCHANGES = 12;

  private final ChatCatalog catalog;
  private final StructuredModel<UserReply> model;
  private final Map<Language, PromptTemplate> templates = new EnumMap<>(Language.class);

  /** A user played by a model, of whose targets the catalog knows the titles. */
  public ModelUser(ChatCatalog catalog, LanguageModel model) {
    this.catalog = catalog;
    this.model = StructuredModel.of(model, UserReply.class).withoutSchemaInPrompt();
    for (Language language : Language.values()) {
      templates.put(language, PromptTemplate.load(ModelUser.class, "user", language));
    }
  }

  @Override
  public Optional<Saying> next(WishList wishes, List<Exchange> soFar) {
    UserReply reply = model.ask(prompt(wishes, soFar)).value();
    if (reply.leave()) {
      return Optional.empty();
    }
    String message =
        new Masks(wishes, catalog).mask(UntrustedText.clean(reply.message(), MAX_MESSAGE));
    List<Trait> traits = wishes.traits();
    List<Trait> told =
        reply.told().stream()
            .filter(number -> number >= 1 && number <= traits.size())
            .distinct()
            .map(number -> traits.get(number - 1))
            .toList();
    return Optional.of(new Saying(message, told));
  }

  /** What the model is asked. */
  Prompt prompt(WishList wishes, List<Exchange> soFar) {
    PromptTemplate template = templates.get(wishes.language());
    if (template == null) {
      throw new IllegalArgumentException("no prompt in " + wishes.language());
    }
    return template.render(
        Map.of("wishes", wishesAsData(wishes), "dialogue", dialogue(wishes, soFar)));
  }

  /** A line each: number, kind, text. */
  private static String wishesAsData(WishList wishes) {
    List<String> lines = new ArrayList<>();
    addLines("must", wishes.musts(), lines);
    addLines("prefer", wishes.prefers(), lines);
    addLines("avoid", wishes.avoids(), lines);
    return String.join("\n", lines);
  }

  private static void addLines(String kind, List<Trait> traits, List<String> lines) {
    for (Trait trait : traits) {
      lines.add(
          "{\"number\":%d,\"kind\":\"%s\",\"wish\":%s}"
              .formatted(lines.size() + 1, kind, UntrustedText.json(trait.text(), Trait.MAX_TEXT)));
    }
  }

  private String dialogue(WishList wishes, List<Exchange> soFar) {
    Masks masks = new Masks(wishes, catalog);
    List<Exchange> last = soFar.subList(Math.max(0, soFar.size() - MAX_EXCHANGES), soFar.size());
    return last.stream()
        .map(
            exchange ->
                "{\"you\":%s,\"assistant\":%s}"
                    .formatted(
                        UntrustedText.json(exchange.saying().message(), MAX_MESSAGE),
                        UntrustedText.json(masks.mask(exchange.turn().text()), MAX_ANSWER)))
        .collect(Collectors.joining(",\n", "[", "]"));
  }
}
