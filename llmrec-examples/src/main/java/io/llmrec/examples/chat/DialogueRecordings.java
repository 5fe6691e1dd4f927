package io.llmrec.examples.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.llmrec.core.data.Delimited;
import io.llmrec.core.data.ReadOptions;
import io.llmrec.core.data.RowMapping;
import io.llmrec.core.data.Rows;
import io.llmrec.prompt.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Reads the recorded replies to dialogues about films (He et al., "Large Language Models as
 * Zero-Shot Conversational Recommenders", 2023, on the INSPIRED dialogues of Hayati et al., 2020)
 * from the folder that holds them. Every line and every file is read up to a limit.
 */
final class DialogueRecordings {

  private static final int MOST_BYTES = 16 << 20;
  private static final int MOST_PARTS = 1_000;

  /** A control character, which JSON never holds as it is. */
  private static final String NOWHERE = "\u001f";

  private final Path folder;
  private final DialogueFilms films;
  private final List<RecordedReply.Turn> turns = new ArrayList<>();

  /**
   * Reads the catalog and the turns.
   *
   * @param shared the folder that holds {@code data/crs_inspired}
   */
  DialogueRecordings(Path shared) {
    folder = shared.resolve("data").resolve("crs_inspired");
    Map<String, Integer> resources = new LinkedHashMap<>();
    json("entity2id.json.gz")
        .properties()
        .forEach(entry -> resources.put(entry.getKey(), entry.getValue().asInt(-1)));
    films = new DialogueFilms(resources, numbers(json("item_ids.json.gz")));
    for (JsonNode turn : lines("test.jsonl.gz")) {
      turns.add(
          new RecordedReply.Turn(
              List.copyOf(numbers(turn.path("rec"))),
              List.of(),
              numbers(turn.path("prev_entity")),
              Set.of()));
    }
  }

  DialogueFilms films() {
    return films;
  }

  /**
   * The replies of one model to one kind of prompt, a turn each.
   *
   * @param name of the file without its ending, for example {@code gpt-4.general}
   * @throws IllegalArgumentException when there are more or fewer than turns
   */
  List<RecordedReply> replies(String name) {
    List<JsonNode> recorded = lines(name + ".extracted.jsonl.gz");
    if (recorded.size() != turns.size()) {
      throw new IllegalArgumentException(
          "%s must hold a reply for each of %d turns, holds %d"
              .formatted(name, turns.size(), recorded.size()));
    }
    List<RecordedReply> replies = new ArrayList<>();
    for (int i = 0; i < turns.size(); i++) {
      replies.add(reply(recorded.get(i), turns.get(i)));
    }
    return replies;
  }

  private static RecordedReply reply(JsonNode line, RecordedReply.Turn turn) {
    JsonNode choice = line.path("resp").path("choices").path(0);
    JsonNode usage = line.path("resp").path("usage");
    List<RecordedReply.Nearest> read = new ArrayList<>();
    for (JsonNode entry : line.path("rec_list")) {
      if (read.size() < MOST_PARTS) {
        read.add(
            new RecordedReply.Nearest(
                entry.path("movie_name").asText(),
                entry.path("min_edit_distance").asInt(Integer.MAX_VALUE),
                entry.path("nearest_movie").asText()));
      }
    }
    return new RecordedReply(
        choice.path("message").path("content").asText(),
        choice.path("finish_reason").asText().equals("length"),
        Math.max(0, usage.path("prompt_tokens").asLong(0)),
        Math.max(0, usage.path("completion_tokens").asLong(0)),
        read,
        new RecordedReply.Turn(
            turn.gold(),
            texts(line.path("gt_list")),
            turn.mentioned(),
            Set.copyOf(new HashSet<>(texts(line.path("prev_list"))))));
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : list) {
      if (texts.size() < MOST_PARTS) {
        texts.add(element.asText());
      }
    }
    return texts;
  }

  private static Set<Integer> numbers(JsonNode list) {
    Set<Integer> numbers = new LinkedHashSet<>();
    list.forEach(element -> numbers.add(element.asInt(-1)));
    return numbers;
  }

  private List<JsonNode> lines(String name) {
    return Rows.of(
            folder.resolve(name),
            Delimited.withColumns(NOWHERE, "json"),
            RowMapping.of(List.of("json"), row -> parsed(name, row.required("json"))),
            ReadOptions.utf8())
        .toList();
  }

  private JsonNode json(String name) {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve(name)))) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IllegalArgumentException(
            "%s must have at most %,d bytes unpacked, has more".formatted(name, MOST_BYTES));
      }
      return parsed(name, new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parsed(String name, String text) {
    try {
      return StrictJson.read(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(name + " is not JSON: " + e.getOriginalMessage(), e);
    }
  }
}
