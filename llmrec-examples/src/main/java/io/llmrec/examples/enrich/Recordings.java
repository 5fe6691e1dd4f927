package io.llmrec.examples.enrich;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.llmrec.core.data.Delimited;
import io.llmrec.core.data.ReadOptions;
import io.llmrec.core.data.Row;
import io.llmrec.core.data.RowMapping;
import io.llmrec.core.data.Rows;
import io.llmrec.core.llm.Prompt;
import io.llmrec.prompt.StrictJson;
import io.llmrec.prompt.data.Csv;
import io.llmrec.prompt.data.JsonLines;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** Reads recordings of GPT-3.5, ChatGPT, DeepSeek and Qwen-Max from the folder that holds them. */
final class Recordings {

  /** What was written of titles and facts alone may meet a sample of any time. */
  private static final Instant SAW_NO_INTERACTIONS = Instant.EPOCH;

  private static final int KEYWORDS = 5;

  private final Path data;

  Recordings(Path shared) {
    data = shared.resolve("data");
  }

  /** The texts about films, by model. */
  List<RecordedSet> films() {
    Map<String, RecordedSet> sets = new HashMap<>();
    List<RecordedSet> all =
        List.of(
            film(sets, "gpt35_summary_agent4rec", "film summaries (Agent4Rec)", "gpt-3.5", 3883),
            film(sets, "chatgpt_desc_yulan", "film descriptions (YuLan-Rec)", "chatgpt", 3883),
            film(sets, "deepseek_profile_colakg", "film profiles (CoLaKG)", "deepseek-chat", 3882),
            film(sets, "qwenmax_profile_gear", "film profiles (GEAR-Rec)", "qwen-max", 3260));
    lines(
        "ml1m_full/items_llm.jsonl.gz",
        row ->
            sets.forEach(
                (field, set) -> {
                  String text = row.text(field);
                  String[] input = {row.required("title"), row.text("genres")};
                  if (!text.isEmpty() || set.stated() == 3883) {
                    set.add(row.required("movie_id"), text, text, input, "", SAW_NO_INTERACTIONS);
                  }
                }));
    return all;
  }

  private static RecordedSet film(
      Map<String, RecordedSet> sets, String field, String name, String model, long stated) {
    RecordedSet set = new RecordedSet(name, model, stated);
    sets.put(field, set);
    return set;
  }

  /**
   * The profiles of MovieLens users, made of the training part of {@link GearSplit} alone. They are
   * dated to their user's last rating there.
   */
  RecordedSet filmViewers(Map<String, Instant> lastTold) {
    RecordedSet set = new RecordedSet("viewer profiles (GEAR-Rec)", "qwen-max", 6040);
    lines(
        "ml1m_full/users_llm.jsonl.gz",
        row -> {
          String user = row.required("user_id");
          String text = row.text("qwenmax_profile_gear");
          Instant asOf = lastTold.getOrDefault(user, Instant.MAX);
          set.add(user, text, text, new String[] {user}, "", asOf);
        });
    return set;
  }

  /** The profiles of Chinese courses. Their prompts are recorded too. */
  RecordedSet courses() {
    RecordedSet set = new RecordedSet("course profiles (Chinese)", "qwen-max", 2297);
    JsonNode prompts = json("mooc_zh/llm_input_item.json.gz");
    for (Map.Entry<String, JsonNode> field :
        json("mooc_zh/llm_response_item.json.gz").properties()) {
      String prompt = prompts.path(field.getKey()).asText();
      String text = field.getValue().asText();
      String hash = prompt.isEmpty() ? "" : Prompt.of(prompt).hash();
      set.add(field.getKey(), text, text, new String[] {prompt}, hash, SAW_NO_INTERACTIONS);
      if (!text.isBlank()
          && "。！？”》）.!".indexOf(text.strip().charAt(text.strip().length() - 1)) < 0) {
        set.remark("without an end of sentence");
      }
    }
    return set;
  }

  /** GENRE's book descriptions, written of the titles alone. */
  RecordedSet books() {
    Map<String, String> titles = titles();
    RecordedSet set = new RecordedSet("book descriptions (GENRE)", "gpt-3.5-turbo", 17_925);
    Rows.of(
            data.resolve("goodreads_once/book_summarizer.log.gz"),
            Delimited.withColumns("\t", "bid", "reply"),
            RowMapping.of(List.of("bid", "reply"), row -> row),
            ReadOptions.utf8())
        .forEach(row -> book(set, row.required("bid"), row.text("reply"), titles));
    return set;
  }

  private static void book(RecordedSet set, String id, String reply, Map<String, String> titles) {
    String marker = "[description]";
    if (!reply.startsWith(marker)) {
      set.unusable("without its marker");
      return;
    }
    String title = titles.getOrDefault(id, "");
    String text = reply.substring(marker.length()).strip();
    set.add(id, text, reply, new String[] {title}, "", SAW_NO_INTERACTIONS);
    if (!reply.startsWith(marker + " ")) {
      set.remark("marker without a space");
    }
    if (title.isEmpty()) {
      set.remark("of a book without a title");
    }
  }

  private Map<String, String> titles() {
    Map<String, String> titles = new HashMap<>();
    Rows.of(
            data.resolve("goodreads_once/book.csv.gz"),
            Delimited.withHeader("\t"),
            RowMapping.of(List.of("bid", "title"), row -> row),
            ReadOptions.utf8())
        .forEach(row -> titles.put(row.required("bid"), row.text("title")));
    return titles;
  }

  /**
   * When each reader's history ends. It has an order and no times: each step is put an hour after
   * the one before it, and what is made of all of it a second after the last.
   */
  private Map<String, Instant> historyEnds() {
    Map<String, Instant> ends = new HashMap<>();
    Rows.of(
            data.resolve("goodreads_once/user_history.tsv.gz"),
            Delimited.withHeader("\t"),
            RowMapping.of(List.of("user", "history_bids"), row -> row),
            ReadOptions.utf8())
        .forEach(
            row ->
                ends.put(
                    row.required("user"),
                    Instant.EPOCH
                        .plus(Duration.ofHours(row.list("history_bids", " ").size()))
                        .plusSeconds(1)));
    return ends;
  }

  /** GENRE's interests of readers. */
  RecordedSet readers() {
    Map<String, Instant> ends = historyEnds();
    RecordedSet set = new RecordedSet("reader interests (GENRE)", "gpt-3.5-turbo", 23_089);
    lines(
        "goodreads_once/user_profiler.log.gz",
        row -> {
          String user = row.required("uid");
          List<String> interests = row.list("interest", ",");
          String text = String.join(", ", interests);
          set.add(user, text, text, new String[] {user}, "", ends.getOrDefault(user, Instant.MAX));
          if (!interests.isEmpty() && interests.size() != KEYWORDS) {
            set.remark("other than 5 interests");
          }
        });
    return set;
  }

  /**
   * GENRE's made-up books: a JSON object inside a JSON string.
   *
   * @param version 1 or 2
   */
  RecordedSet madeUpBooks(int version) {
    Map<String, Instant> ends = historyEnds();
    Set<String> real = new HashSet<>();
    titles().values().forEach(title -> real.add(title.toLowerCase(Locale.ROOT)));
    RecordedSet set =
        new RecordedSet("made-up books v" + version + " (GENRE)", "gpt-3.5-turbo", 2306);
    lines(
        "goodreads_once/generator_v" + version + ".log.gz",
        row -> {
          String reply = row.text("book");
          JsonNode book = parsed(reply);
          String title = book.path("title").asText();
          String description = book.path("description").asText();
          if (!book.isObject()) {
            set.unusable("no JSON object");
          } else if (title.isBlank() || description.isBlank()) {
            set.unusable("without title or description");
          } else {
            String user = row.required("uid");
            String text = title + "\n" + description;
            Instant asOf = ends.getOrDefault(user, Instant.MAX);
            set.add(user, text, reply, new String[] {user}, "", asOf);
            if (real.contains(title.toLowerCase(Locale.ROOT))) {
              set.remark("with the title of a book of the catalog");
            }
          }
        });
    return set;
  }

  private static JsonNode parsed(String reply) {
    try {
      return StrictJson.read(reply);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private void lines(String file, Consumer<Row> consumer) {
    JsonLines.rows(data.resolve(file), RowMapping.of(List.of(), row -> row), ReadOptions.utf8())
        .forEach(consumer);
  }

  /** The ratings with their part of the split that the viewer profiles were made under. */
  void gearRatings(Consumer<Row> consumer) {
    Csv.withCommas()
        .rows(
            data.resolve("ml1m_full/ratings.csv.gz"),
            RowMapping.of(List.of("user_id", "movie_id", "ts", "gear_split"), row -> row),
            ReadOptions.utf8())
        .forEach(consumer);
  }

  private JsonNode json(String file) {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(data.resolve(file)))) {
      return StrictJson.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file, e);
    }
  }
}
