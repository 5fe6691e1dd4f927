package io.llmrec.core;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.recall.RecallSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** See {@link Explainer#templates}. */
final class TemplateExplainer implements Explainer {

  private static final int LONGEST_TITLE = 60;

  @Override
  public Reason explain(Candidate candidate, Catalog catalog) {
    List<String> facts = new ArrayList<>();
    List<String> titles = new ArrayList<>();
    for (String id : candidate.because()) {
      Item item = catalog.find(id);
      if (item != null) {
        titles.add(name(item));
        facts.add("history: " + id + " " + name(item));
      }
    }
    for (RecallSource source : candidate.sources()) {
      facts.add(
          String.format(
              Locale.ROOT,
              "%s: rank %d, score %.4f",
              source.recaller(),
              source.rank(),
              source.score()));
    }
    return new Reason(sentence(candidate, titles), facts);
  }

  private static String sentence(Candidate candidate, List<String> titles) {
    boolean chinese = isChinese(candidate.item().title());
    if (!titles.isEmpty()) {
      return chinese
          ? "因为您选过" + titles.stream().map(t -> "“" + t + "”").collect(Collectors.joining("和"))
          : "Because you chose "
              + titles.stream().map(t -> "“" + t + "”").collect(Collectors.joining(" and "));
    }
    if (candidate.sources().isEmpty()) {
      return chinese ? "由商家置顶" : "Placed here by the shop";
    }
    String recaller = candidate.sources().get(0).recaller();
    return chinese ? "来自召回通道：" + recaller : "Found by " + recaller;
  }

  /** A cleaned title where enrichment wrote one. */
  private static String name(Item item) {
    String title = item.attributes().getOrDefault("clean_title", item.title());
    int length = title.codePointCount(0, title.length());
    return length <= LONGEST_TITLE
        ? title
        : title.substring(0, title.offsetByCodePoints(0, LONGEST_TITLE)) + "…";
  }

  private static boolean isChinese(String text) {
    return text.codePoints().anyMatch(Character::isIdeographic);
  }
}
