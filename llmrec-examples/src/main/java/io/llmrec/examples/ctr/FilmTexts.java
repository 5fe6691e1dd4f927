package io.llmrec.examples.ctr;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.TextEncoder;
import io.llmrec.embed.lexical.LatentEncoder;
import io.llmrec.examples.movielens.MovieLensFolder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is said about the rated films, by source: titles, film metadata and genres, which need no
 * language model, and the recorded texts of four, each behind its film's title.
 */
final class FilmTexts {

  /** Sources without a language model. */
  static final List<String> CONTROL = List.of("title", "metadata", "genres");

  /** The field of the recording by the name of the source: 19, 23, 159 and 169 words. */
  private static final Map<String, String> RECORDED =
      Map.of(
          "gpt35", "gpt35_summary_agent4rec",
          "chatgpt", "chatgpt_desc_yulan",
          "deepseek", "deepseek_profile_colakg",
          "qwenmax", "qwenmax_profile_gear");

  /** Sources by a language model, shortest texts first. */
  static final List<String> LLM = List.of("gpt35", "chatgpt", "deepseek", "qwenmax");

  /** The same, each film with the text of another: as many words, none of them about the film. */
  static final List<String> SWAPPED = LLM.stream().map(source -> source + "swapped").toList();

  private static final long SWAP_SEED = 20;

  /** Chosen on the validation of one split with new films; of few films there are fewer. */
  private int dimension(String source) {
    return Math.min(CONTROL.contains(source) ? 512 : 256, Math.max(2, films.size() / 4));
  }

  private static final Pattern YEAR = Pattern.compile("\\((\\d{3})(\\d)\\)\\s*$");

  private final MovieLensFolder folder;
  private final List<Item> films;

  /**
   * The texts of some films.
   *
   * @param items ids by number
   */
  FilmTexts(MovieLensFolder folder, List<String> items) {
    this.folder = folder;
    Map<String, Item> byId =
        folder.films().stream().collect(Collectors.toMap(Item::id, Function.identity()));
    this.films =
        items.stream()
            .map(
                id -> {
                  Item film = byId.get(id);
                  if (film == null) {
                    throw new IllegalArgumentException("film " + id + " is not in movies.dat");
                  }
                  return film;
                })
            .toList();
  }

  /** The films by number. */
  List<Item> films() {
    return films;
  }

  /** The space of a source. */
  TextSpace space(String source) {
    if (source.equals("genres")) {
      return TextSpace.of(source, genres());
    }
    return space(source, texts -> LatentEncoder.fit(texts, dimension(source)));
  }

  /** The same by another encoder, fitted on the texts. */
  TextSpace space(String source, Function<List<String>, TextEncoder> fitted) {
    List<String> texts = texts(source);
    return TextSpace.of(source, fitted.apply(texts), texts);
  }

  /** The texts of a source by number. */
  List<String> texts(String source) {
    Map<String, String> more =
        switch (source) {
          case "title" -> Map.of();
          case "metadata" -> folder.metadata();
          default ->
              SWAPPED.contains(source)
                  ? swapped(LLM.get(SWAPPED.indexOf(source)))
                  : folder.recordedTexts(field(source));
        };
    return films.stream()
        .map(
            film ->
                film.title()
                    + (source.equals("metadata") ? "\n" + facts(film) : "")
                    + "\n"
                    + more.getOrDefault(film.id(), ""))
        .toList();
  }

  /** Each text at the next film of one circle drawn through all rated films that have a text. */
  private Map<String, String> swapped(String source) {
    Map<String, String> own = folder.recordedTexts(field(source));
    List<String> circle =
        new ArrayList<>(films.stream().map(Item::id).filter(own::containsKey).toList());
    Collections.shuffle(circle, new Random(SWAP_SEED));
    Map<String, String> swapped = new HashMap<>();
    for (int i = 0; i < circle.size(); i++) {
      swapped.put(circle.get(i), own.getOrDefault(circle.get((i + 1) % circle.size()), ""));
    }
    return swapped;
  }

  private static String field(String source) {
    String field = RECORDED.get(source);
    if (field == null) {
      throw new IllegalArgumentException(
          "source must be of %s or %s, was '%s'".formatted(CONTROL, LLM, source));
    }
    return field;
  }

  /** Genres and decade as words of their own. */
  private static String facts(Item film) {
    String genres =
        film.categories().stream()
            .map(genre -> "genre" + genre.replaceAll("[^A-Za-z]", ""))
            .collect(Collectors.joining(" "));
    return genres + " decade" + decade(film);
  }

  /** The first three digits of the year. */
  static String decade(Item film) {
    Matcher year = YEAR.matcher(film.title());
    return year.find() ? year.group(1) : "";
  }

  /** The year that ends the title, or NaN. */
  static double year(Item film) {
    Matcher year = YEAR.matcher(film.title());
    return year.find() ? Double.parseDouble(year.group(1) + year.group(2)) : Double.NaN;
  }

  /** Genres and decades as axes. */
  private List<Embedding> genres() {
    Map<String, Integer> axes = new LinkedHashMap<>();
    List<List<String>> own = new ArrayList<>();
    for (Item film : films) {
      List<String> words = new ArrayList<>(film.categories());
      words.add("decade" + decade(film));
      own.add(words);
      words.forEach(word -> axes.computeIfAbsent(word, absent -> axes.size()));
    }
    return own.stream().map(words -> marked(words, axes)).toList();
  }

  private static Embedding marked(List<String> words, Map<String, Integer> axes) {
    float[] marks = new float[axes.size()];
    words.forEach(word -> marks[axes.getOrDefault(word, 0)] = 1);
    return Embedding.of(marks);
  }
}
