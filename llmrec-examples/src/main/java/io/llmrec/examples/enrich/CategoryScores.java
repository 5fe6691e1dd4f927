package io.llmrec.examples.enrich;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.data.BadRows;
import io.llmrec.core.data.ReadOptions;
import io.llmrec.core.data.Row;
import io.llmrec.core.data.RowMapping;
import io.llmrec.core.eval.Bootstrap;
import io.llmrec.examples.Console;
import io.llmrec.examples.enrich.CoPurchase.Told;
import io.llmrec.prompt.JsonReply;
import io.llmrec.prompt.StrictJson;
import io.llmrec.prompt.data.Csv;
import io.llmrec.prompt.data.JsonLines;
import io.llmrec.prompt.enrich.category.Category;
import io.llmrec.prompt.enrich.category.Taxonomy;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Scores what language models recorded about categories: whether Chinese replies name categories of
 * the shop's three-level tree, and whether reasons why two products are bought together tell which
 * product it was.
 *
 * <p>{@code CategoryScores <folder>}; the folder holds {@code data/kuairec_zh} and {@code
 * data/intentionqa}.
 */
public final class CategoryScores {

  private static final int ROUNDS = 2000;
  private static final long SEED = 7;
  private static final String UNKNOWN = "UNKNOWN";
  private final Path shared;
  private final Path data;
  private final BadRows badRows = BadRows.collect(10);

  CategoryScores(Path shared) {
    this.shared = shared;
    data = shared.resolve("data");
  }

  /** Runs it. */
  public static void main(String[] args) {
    String folder = args.length > 0 ? args[0] : System.getProperty("llmrec.shared", "");
    if (folder.isEmpty()) {
      throw new IllegalArgumentException("give the folder that holds data/ as the first argument");
    }
    new CategoryScores(Path.of(folder)).print(Console.out());
  }

  /**
   * What Chinese replies name.
   *
   * @param replies how many
   * @param strict how many are one JSON value and nothing else
   * @param parsed in how many a JSON object is found
   * @param withCategories how many name categories
   * @param named how many names they hold
   * @param exact how many are a category's name as it is
   * @param near how many more are close enough to one
   * @param unknown the names that are none, with their counts
   */
  record Named(
      int replies,
      int strict,
      int parsed,
      int withCategories,
      int named,
      int exact,
      int near,
      Map<String, Integer> unknown) {}

  /** The tree of the videos' categories. */
  Taxonomy kuairec() {
    return Taxonomy.ofItems(videos().stream());
  }

  private List<Item> videos() {
    List<Item> videos = new ArrayList<>();
    Csv.withCommas()
        .rows(
            data.resolve("kuairec_zh/kuairec_caption_category.csv.gz"),
            RowMapping.of(List.of("video_id", "third_level_category_name"), row -> row),
            ReadOptions.utf8().withBadRows(badRows))
        .forEach(row -> video(row).ifPresent(videos::add));
    return videos;
  }

  private static Optional<Item> video(Row row) {
    List<String> path = new ArrayList<>();
    for (String level : List.of("first", "second", "third")) {
      String name = row.text(level + "_level_category_name");
      if (name.isBlank() || name.equals(UNKNOWN)) {
        break;
      }
      path.add(name);
    }
    return path.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Item.of(row.required("video_id"), "video").withCategories(path.toArray(String[]::new)));
  }

  /** Which categories the recorded replies name, and which of them the tree has. */
  Named kuairecReplies() {
    Taxonomy taxonomy = kuairec();
    Map<String, Integer> unknown = new TreeMap<>();
    int[] counts = new int[7];
    JsonLines.rows(
            data.resolve("kuairec_zh/llm_cache.jsonl.gz"),
            RowMapping.of(List.of(), row -> row.text("response")),
            ReadOptions.utf8())
        .forEach(reply -> count(reply, taxonomy, counts, unknown));
    return new Named(
        counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6], unknown);
  }

  private static void count(
      String reply, Taxonomy taxonomy, int[] counts, Map<String, Integer> unknown) {
    counts[0]++;
    counts[1] += isStrict(reply) ? 1 : 0;
    Optional<ObjectNode> json = JsonReply.object(reply);
    counts[2] += json.isPresent() ? 1 : 0;
    JsonNode names = json.map(node -> node.path("preferred_categories")).orElse(null);
    if (names == null || !names.isArray()) {
      return;
    }
    counts[3]++;
    for (JsonNode name : names) {
      counts[4]++;
      String found = taxonomy.resolve(name.asText());
      if (found == null) {
        unknown.merge(name.asText(), 1, Integer::sum);
      } else {
        Category category = taxonomy.find(found);
        boolean exact = category != null && category.name().equals(name.asText());
        counts[exact ? 5 : 6]++;
      }
    }
  }

  private static boolean isStrict(String reply) {
    try {
      return StrictJson.read(reply).isObject();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /**
   * How well names that are written otherwise find their place: each name of the tree that only one
   * category has, with its last character left out.
   *
   * @return the found, the rightly found and all
   */
  int[] misspelt() {
    Taxonomy taxonomy = kuairec();
    int[] counts = new int[3];
    for (String leaf : taxonomy.leaves()) {
      Category category = taxonomy.find(leaf);
      if (category == null || !leaf.equals(taxonomy.resolve(category.name()))) {
        continue;
      }
      String path = taxonomy.pathName(leaf);
      String found = taxonomy.resolve(path.substring(0, path.length() - 1));
      counts[0] += found == null ? 0 : 1;
      counts[1] += leaf.equals(found) ? 1 : 0;
      counts[2]++;
    }
    return counts;
  }

  private void print(PrintStream out) {
    Named named = kuairecReplies();
    out.printf(Locale.ROOT, "Rows of the tree that cannot be read: %d%n", badRows.count());
    int[] misspelt = misspelt();
    out.printf(
        Locale.ROOT,
        "Replies %d, strict JSON %d, JSON found %d, naming categories %d; names %d, exact %d, near"
            + " %d%n",
        named.replies(),
        named.strict(),
        named.parsed(),
        named.withCategories(),
        named.named(),
        named.exact(),
        named.near());
    out.println("Names that the tree does not have: " + named.unknown());
    out.printf(
        Locale.ROOT,
        "Leaves %d; paths without their last character %d, resolved %d, rightly %d%n",
        kuairec().leaves().size(),
        misspelt[2],
        misspelt[0],
        misspelt[1]);
    printReasons(CoPurchase.read(shared), out);
  }

  private static void printReasons(List<CoPurchase> all, PrintStream out) {
    Map<String, Integer> relations = new TreeMap<>();
    all.forEach(one -> relations.merge(one.relation(), 1, Integer::sum));
    long parsed = all.stream().filter(one -> !one.reason().isEmpty()).count();
    out.printf(Locale.ROOT, "Reasons %d, parsed %d, by kind %s%n", all.size(), parsed, relations);
    out.println("Blind choice " + all.stream().mapToDouble(CoPurchase::blind).average().orElse(0));
    for (Told told : Told.values()) {
      out.println(
          "Right product by " + told + ": " + Bootstrap.mean(hits(all, told), ROUNDS, SEED));
    }
    out.println(
        "Product and reason against product: "
            + Bootstrap.paired(hits(all, Told.BOTH), hits(all, Told.PRODUCT), ROUNDS, SEED));
  }

  /** For each purchase 1 where the right product is chosen. */
  static double[] hits(List<CoPurchase> all, Told told) {
    WordWeights words = CoPurchase.weights(all);
    return all.stream().mapToDouble(one -> one.hit(words, told)).toArray();
  }
}
