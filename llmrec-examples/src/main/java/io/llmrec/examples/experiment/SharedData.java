package io.llmrec.examples.experiment;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.data.Delimited;
import io.llmrec.core.data.ItemColumns;
import io.llmrec.core.data.ReadOptions;
import io.llmrec.core.data.RecBole;
import io.llmrec.core.data.Row;
import io.llmrec.core.data.RowMapping;
import io.llmrec.core.data.Rows;
import io.llmrec.core.data.UserSequence;
import io.llmrec.core.user.Interaction;
import io.llmrec.examples.movielens.MovieLensFolder;
import io.llmrec.prompt.data.Csv;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the data of the experiments from the folder that holds it. */
final class SharedData {

  private final Path folder;

  SharedData(Path folder) {
    this.folder = folder;
  }

  /** The folder named first in the arguments or by the system property {@code llmrec.shared}. */
  static SharedData of(String[] args) {
    String name = args.length > 0 ? args[0] : System.getProperty("llmrec.shared", "");
    if (name.isEmpty() || !Files.isDirectory(Path.of(name))) {
      throw new IllegalArgumentException(
          "give the folder that holds data/ml1m_full and data/llmrank as the first argument, was '"
              + name
              + "'");
    }
    return new SharedData(Path.of(name));
  }

  private MovieLensFolder movieLens() {
    return new MovieLensFolder(folder.resolve("data").resolve("ml1m_full"));
  }

  /** All films of MovieLens-1M. */
  List<Item> films() {
    return movieLens().films();
  }

  /** The ratings of MovieLens-1M that have a place in their user's order, by user, oldest first. */
  List<Interaction> ratings() {
    return movieLens().ratings();
  }

  /** MovieLens-1M with those films of which a rating is read. */
  DataSet ratedFilms() {
    List<Interaction> ratings = ratings();
    Set<String> rated = ratings.stream().map(Interaction::itemId).collect(Collectors.toSet());
    List<Item> films = films().stream().filter(film -> rated.contains(film.id())).toList();
    return new DataSet("MovieLens-1M, the rated films", Catalog.of(films), ratings);
  }

  /**
   * Amazon Games as whole sequences. They have an order and no times: each step is put an hour
   * after the one before it, from the same moment for every user.
   */
  DataSet games() {
    List<Item> items =
        RecBole.rows(
                file("llmrank", "Games.item.gz"),
                ItemColumns.of("item_id", "title"),
                ReadOptions.utf8())
            .toList();
    List<Interaction> interactions = new ArrayList<>();
    RecBole.sequences(file("llmrank", "Games-6k.test.inter.gz"), ReadOptions.utf8())
        .forEach(sequence -> interactions.addAll(steps(sequence)));
    return new DataSet("Amazon Games (2018)", Catalog.of(items), interactions);
  }

  private static List<Interaction> steps(UserSequence sequence) {
    List<String> items = new ArrayList<>(sequence.history());
    items.add(sequence.next());
    List<Interaction> steps = new ArrayList<>();
    for (String item : items) {
      Instant time = Instant.EPOCH.plus(Duration.ofHours(steps.size() + 1));
      steps.add(Interaction.view(sequence.userId(), item, time));
    }
    return steps;
  }

  /** The texts about films by name: a film database's as a control, then four language models'. */
  Map<String, Map<String, String>> filmTexts() {
    Map<String, Map<String, String>> texts = new LinkedHashMap<>();
    texts.put("film metadata (control)", movieLens().metadata());
    texts.put("GPT-3.5 summary", movieLens().recordedTexts("gpt35_summary_agent4rec"));
    texts.put("ChatGPT description", movieLens().recordedTexts("chatgpt_desc_yulan"));
    texts.put("DeepSeek profile", movieLens().recordedTexts("deepseek_profile_colakg"));
    texts.put("Qwen-Max profile", movieLens().recordedTexts("qwenmax_profile_gear"));
    return texts;
  }

  /**
   * Amazon Beauty (2014), items and users with at least five interactions. The file is in the order
   * of time and tells no times: each line is put a second after the one before it.
   */
  DataSet beauty() {
    List<Item> items =
        Csv.separatedBy('\t')
            .rows(
                file("amazon_plrec", "beauty_item_description.csv.gz"),
                RowMapping.of(List.of("item_id:token", "title:token"), SharedData::beautyItem),
                ReadOptions.utf8())
            .toList();
    List<Interaction> interactions = new ArrayList<>();
    Rows.of(
            file("amazon_plrec", "Beauty.txt.gz"),
            Delimited.withColumns(" ", "user", "item"),
            RowMapping.of(List.of("user", "item"), row -> row),
            ReadOptions.utf8())
        .forEach(
            row ->
                interactions.add(
                    Interaction.view(
                        row.required("user"),
                        row.required("item"),
                        Instant.ofEpochSecond(interactions.size()))));
    return new DataSet("Amazon Beauty (2014)", Catalog.of(items), interactions);
  }

  /** A name in single or double quotes. */
  private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\"([^\"]*)\"");

  private static Item beautyItem(Row row) {
    List<String> path =
        QUOTED
            .matcher(row.text("categories:token_seq"))
            .results()
            .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
            .toList();
    String title = row.text("title:token").isBlank() ? "untitled" : row.text("title:token");
    return Item.of(row.required("item_id:token"), title)
        .withCategories(path.toArray(String[]::new));
  }

  /** A folder below the data's. */
  Path model(String name) {
    return folder.resolve("models").resolve(name);
  }

  /**
   * The candidates of LLMRank, by user in the order of the file.
   *
   * @param name of the file without its ending, for example {@code ml-1m.random}
   */
  Map<String, List<String>> candidates(String name) {
    Map<String, List<String>> byUser = new LinkedHashMap<>();
    Rows.of(
            file("llmrank", name + ".gz"),
            Delimited.withColumns("\t", "user", "items"),
            RowMapping.of(
                List.of("user", "items"),
                row -> Map.entry(row.required("user"), row.list("items", " "))),
            ReadOptions.utf8())
        .forEach(row -> byUser.put(row.getKey(), row.getValue()));
    return byUser;
  }

  /** A file of one of the sets. */
  Path file(String set, String name) {
    return folder.resolve("data").resolve(set).resolve(name);
  }
}
