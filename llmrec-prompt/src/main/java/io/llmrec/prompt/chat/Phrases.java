package io.llmrec.prompt.chat;

import io.llmrec.prompt.Language;
import java.util.List;

/** What is said without a model, and what a model is asked to do, in both languages. */
final class Phrases {

  private final boolean chinese;

  Phrases(Language language) {
    chinese = language == Language.ZH;
  }

  private String in(String english, String han) {
    return chinese ? han : english;
  }

  String whatDoYouWant() {
    return in("What are you looking for? A few words are enough.", "您想找什么样的商品？用几个词描述一下就可以。");
  }

  String talk() {
    return in(
        "I am here to help you find something. Tell me what you like.", "我可以帮您挑选商品，告诉我您喜欢什么吧。");
  }

  /** Before a list without a model's words. */
  String fits() {
    return in("This is what fits best: ", "最符合您要求的是：");
  }

  /** Before a list of items that were asked about. */
  String about() {
    return in("Here is what you asked about: ", "您问到的是：");
  }

  /** Before a list when all that fits was shown already. */
  String seenAll() {
    return in("You have seen all that fits. Once more: ", "符合条件的您都看过了，再列一次：");
  }

  String separator() {
    return in(", ", "、");
  }

  String end() {
    return in(".", "。");
  }

  String brackets(String inside) {
    return in(" (" + inside + ")", "（" + inside + "）");
  }

  /** When wishes leave nothing. */
  String nothingFits(List<String> wishes) {
    return wishes.isEmpty()
        ? in("I found nothing that fits. Can you put it differently?", "没有找到合适的商品，能换个说法吗？")
        : in(
            "Nothing fits all of this: " + String.join("; ", wishes) + ".",
            "没有商品同时符合这些要求：" + String.join("；", wishes) + "。");
  }

  /** How much giving up one wish would help. */
  String without(String wish, int count) {
    return in(
        " Without “%s” there are %d.".formatted(wish, count),
        "不考虑“%s”的话有%d个。".formatted(wish, count));
  }

  String shallIDrop() {
    return in(" Which of them may I drop?", "可以放宽哪一项？");
  }

  // What a model is asked to do.

  String recommendTask() {
    return in(
        "Recommend the items in \"offered\", the first ones first, each with a reason from its"
            + " facts that suits the wishes; then you may ask one short question.",
        "请推荐 \"offered\" 中的商品，靠前的先推荐，每个都根据其信息说明为什么符合愿望；最后可以问一个简短的问题。");
  }

  String answerTask() {
    return in(
        "Answer from the facts of the items above. Where they do not say it, say that you do not"
            + " know.",
        "请根据上面商品的信息回答。信息中没有的，就说不知道。");
  }

  String repairTask(List<String> problems) {
    return in(
        "This is wrong with the answer: "
            + String.join("; ", problems)
            + ". Write the whole answer anew and keep to the rules.",
        "这个回答有问题：" + String.join("；", problems) + "。请遵守规则，重新写出整个回答。");
  }

  String summaryTask() {
    return in(
        "Write the summary anew so that it covers the dialogue too, in English in at most 100"
            + " words: what the user said of themselves and of what they want. Invent nothing.",
        "请重写摘要，把对话也包括进去，用中文，不超过150个字：用户说了自己什么、想要什么。不要编造。");
  }
}
