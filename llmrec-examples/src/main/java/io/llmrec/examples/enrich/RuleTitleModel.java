package io.llmrec.examples.enrich;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Message;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.prompt.JsonReply;
import io.llmrec.prompt.StrictJson;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.regex.Pattern;

/**
 * Cleans titles by rules, in the place of a language model: advertising words and marks go, a word
 * that stands there twice stays once, and the brand the shop knows comes first. It does not know
 * which words people have marked. A spoiler can make its rewrites false in known ways.
 */
final class RuleTitleModel implements LanguageModel {

  private static final Pattern ADVERTISING =
      Pattern.compile(
          "&hellip|【[^】]{0,6}】|包邮|正品|特价|热卖|爆款|现货|促销|批发|直销|厂家|代购|供应|转卖|新款|新品|特惠|清仓"
              + "|限时|秒杀|热销|专柜|官方|旗舰店|全国|促销价|最新|潮流|时尚|潮款|高端|大牌|网红|送货上门|货到付款"
              + "|亏本|甩卖|特卖|直供|优惠|专供|火爆|畅销|经典款|201[0-9](?:年新?|新)");
  private static final Pattern MARKS = Pattern.compile("[,，。!！?？、~【】\\[\\]<>《》_|;；:：\\s]+");

  private final BinaryOperator<String> spoiler;

  /**
   * A model.
   *
   * @param spoiler makes a reply of a title and its honest rewrite
   */
  RuleTitleModel(BinaryOperator<String> spoiler) {
    this.spoiler = spoiler;
  }

  /** A model that does not lie. */
  static RuleTitleModel honest() {
    return new RuleTitleModel((title, rewrite) -> rewrite);
  }

  @Override
  public Reply complete(Prompt prompt) {
    List<Message> messages = prompt.messages();
    var item =
        JsonReply.object(messages.get(1).text().lines().findFirst().orElse("")).orElseThrow();
    String title = item.path("title").asText();
    String rewrite = rewrite(title, item.path("attributes").path("品牌").asText());
    String told = spoiler.apply(title, rewrite);
    return Reply.of("{\"title\": " + StrictJson.quote(told) + "}").by("rules-1");
  }

  /** The title without advertising and repetition, with its brand first where it stands alone. */
  static String rewrite(String title, String brand) {
    String plain =
        MARKS.matcher(ADVERTISING.matcher(title).replaceAll(" ")).replaceAll(" ").strip();
    Set<String> words = new LinkedHashSet<>();
    List<String> parts = List.of(plain.split(" "));
    if (!brand.isEmpty() && parts.contains(brand)) {
      words.add(brand);
    }
    words.addAll(parts);
    return String.join(" ", words);
  }
}
