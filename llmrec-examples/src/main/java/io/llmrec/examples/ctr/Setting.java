package io.llmrec.examples.ctr;

import java.util.ArrayList;
import java.util.List;

/**
 * What a model is told beside behaviour: the ablation switch, a line each.
 *
 * @param name in tables and file names
 * @param sources of texts; see {@link FilmTexts}, or {@link CategoryColumns#NAME}
 * @param facts whether genres, year, country and demographics are told as fields
 * @param profiles whether the recorded user profiles are told
 */
record Setting(String name, List<String> sources, boolean facts, boolean profiles) {

  static final Setting BASE = new Setting("base", List.of(), false, false);
  static final Setting CONTROL = new Setting("control", FilmTexts.CONTROL, true, false);
  static final Setting CATEGORIES = of(CategoryColumns.NAME);
  static final Setting LLM = new Setting("llm", FilmTexts.LLM, false, false);

  /** What "all" has, but the language models' texts are of other films: nothing may be gained. */
  static final Setting SWAPPED =
      new Setting("control-swapped", joined(FilmTexts.SWAPPED), true, false);

  static final Setting ALL = new Setting("all", joined(FilmTexts.LLM), true, false);
  static final Setting PROFILES = new Setting("all-profiles", joined(FilmTexts.LLM), true, true);

  Setting {
    sources = List.copyOf(sources);
  }

  /** One source alone. */
  static Setting of(String source) {
    return new Setting(source, List.of(source), false, false);
  }

  /** All settings. */
  static List<Setting> all() {
    List<Setting> all = new ArrayList<>(List.of(BASE, CONTROL));
    FilmTexts.LLM.forEach(source -> all.add(of(source)));
    all.addAll(List.of(LLM, SWAPPED, ALL, PROFILES, CATEGORIES));
    return List.copyOf(all);
  }

  private static List<String> joined(List<String> texts) {
    List<String> all = new ArrayList<>(FilmTexts.CONTROL);
    all.addAll(texts);
    return all;
  }
}
