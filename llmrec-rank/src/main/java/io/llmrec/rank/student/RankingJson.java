package io.llmrec.rank.student;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.prompt.StrictJson;
import io.llmrec.rank.student.TeacherRanking.ScoredId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A ranking on one line of JSON. */
final class RankingJson {

  private RankingJson() {}

  static String write(TeacherRanking ranking) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("request", ranking.requestId()).put("time", ranking.time().toString());
    ArrayNode history = json.putArray("history");
    ranking.history().forEach(history::add);
    ArrayNode candidates = json.putArray("candidates");
    ranking
        .candidates()
        .forEach(one -> candidates.addObject().put("id", one.id()).put("score", one.score()));
    ArrayNode order = json.putArray("order");
    ranking.order().forEach(order::add);
    return StrictJson.write(json);
  }

  /**
   * The ranking on a line.
   *
   * @throws IllegalArgumentException when there is none
   */
  static TeacherRanking read(String line) {
    try {
      JsonNode json = StrictJson.read(line);
      List<ScoredId> candidates = new ArrayList<>();
      for (JsonNode one : json.path("candidates")) {
        JsonNode score = one.path("score");
        candidates.add(
            new ScoredId(
                text(one.path("id")), score.isNumber() ? score.doubleValue() : Double.NaN));
      }
      return new TeacherRanking(
          text(json.path("request")),
          Instant.parse(text(json.path("time"))),
          texts(json.path("history")),
          candidates,
          texts(json.path("order")));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("is not valid JSON", e);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("its time is no time", e);
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(text(element)));
    return texts;
  }

  private static String text(JsonNode node) {
    if (!node.isTextual()) {
      throw new IllegalArgumentException("a text is missing");
    }
    return node.textValue();
  }
}
