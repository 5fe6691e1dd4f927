package io.llmrec.examples.ctr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.llmrec.core.compute.Draws;
import io.llmrec.core.data.ReadOptions;
import io.llmrec.core.data.Row;
import io.llmrec.core.data.RowMapping;
import io.llmrec.embed.lexical.LatentEncoder;
import io.llmrec.examples.ctr.CtrSplit.Part;
import io.llmrec.examples.ctr.Ratings.Line;
import io.llmrec.examples.ctr.Ratings.Told;
import io.llmrec.prompt.StrictJson;
import io.llmrec.prompt.data.JsonLines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * Enrolments in Chinese courses, and what is said about these: names, descriptions by the schools,
 * and profiles by a language model.
 *
 * <p>Enrolments have no order and nobody is known to have turned a course down: for each enrolment
 * {@link #NEGATIVES} courses are drawn that the user did not take, out of the same part of the
 * courses. Enrolments are 5 stars, what was drawn 1, so that both are ratings.
 */
final class CourseData {

  static final int NEGATIVES = 4;

  private static final int STARS = 5;
  private static final int DIMENSION = 256;

  private final Path folder;
  private final Map<String, Set<String>> taken;
  private final Map<String, Row> courses = new TreeMap<>();

  /**
   * Reads the set.
   *
   * @param shared the folder that holds {@code data/mooc_zh}
   * @param users how many, drawn
   */
  CourseData(Path shared, int users) {
    folder = shared.resolve("data/mooc_zh");
    JsonLines.rows(
            folder.resolve("course_profiles.jsonl.gz"),
            RowMapping.of(List.of(), row -> row),
            ReadOptions.utf8())
        .forEach(row -> courses.put(row.required("mapped_id"), row));
    Map<String, Set<String>> all = new TreeMap<>();
    read("train.txt.gz", all);
    read("test.txt.gz", all);
    taken = new TreeMap<>();
    Draws.of(31)
        .choose(List.copyOf(all.keySet()), users)
        .forEach(user -> taken.put(user, all.getOrDefault(user, Set.of())));
  }

  /** Lines of a user and courses; both files together hold every enrolment once. */
  private void read(String name, Map<String, Set<String>> all) {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve(name)));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.strip().split(" ");
        Set<String> own = all.computeIfAbsent(fields[0], user -> new HashSet<>());
        for (int i = 1; i < fields.length; i++) {
          own.add(fields[i]);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + folder.resolve(name), e);
    }
  }

  /** Samples under a split. */
  record Sampled(Ratings ratings, CtrSplit split) {}

  /** A fifth of the courses is the test, a twentieth the validation; see {@link CtrSplit}. */
  Sampled coldCourses(int number) {
    List<String> ids = List.copyOf(courses.keySet());
    int[] each = new int[ids.size()];
    Arrays.setAll(each, i -> i);
    CtrSplit ofCourses = CtrSplit.coldItems(each, each.length, number);
    Map<String, Part> parts = new TreeMap<>();
    Map<Part, List<String>> byPart = new TreeMap<>();
    for (int i = 0; i < each.length; i++) {
      parts.put(ids.get(i), ofCourses.parts()[i]);
      byPart.computeIfAbsent(ofCourses.parts()[i], part -> new ArrayList<>()).add(ids.get(i));
    }
    List<Line> lines = new ArrayList<>();
    Draws draws = Draws.of(37, number);
    taken.forEach((user, own) -> sample(user, own, parts, byPart, draws, lines));
    Ratings ratings = Ratings.of(lines);
    Part[] rows = new Part[ratings.size()];
    Arrays.setAll(
        rows, row -> parts.getOrDefault(ratings.items().get(ratings.item()[row]), Part.UNUSED));
    return new Sampled(ratings, new CtrSplit("courses-" + number, CtrSplit.Kind.ITEM, rows));
  }

  private static void sample(
      String user,
      Set<String> own,
      Map<String, Part> parts,
      Map<Part, List<String>> byPart,
      Draws draws,
      List<Line> lines) {
    List<Line> drawn = new ArrayList<>();
    for (String course : own.stream().sorted().toList()) {
      Part part = parts.get(course);
      List<String> others = part == null ? List.of() : byPart.getOrDefault(part, List.of());
      if (!others.isEmpty()) {
        drawn.add(line(user, course, STARS));
        Set<String> negatives = new HashSet<>();
        for (int tries = 0; negatives.size() < NEGATIVES && tries < 1000; tries++) {
          String other = others.get(draws.below(others.size()));
          if (!own.contains(other) && negatives.add(other)) {
            drawn.add(line(user, other, 1));
          }
        }
      }
    }
    List<Line> shuffled = draws.choose(drawn, drawn.size());
    for (int i = 0; i < shuffled.size(); i++) {
      Line one = shuffled.get(i);
      lines.add(new Line(one.user(), one.item(), one.stars(), i, -1, Told.LEFT_OUT));
    }
  }

  private static Line line(String user, String course, int stars) {
    return new Line(user, course, stars, 0, -1, Told.LEFT_OUT);
  }

  /** The space of {@code name}, {@code about} or {@code profile}, each behind the name. */
  TextSpace space(String source, List<String> items) {
    Map<String, String> profiles = source.equals("profile") ? profiles() : Map.of();
    List<String> texts =
        items.stream()
            .map(
                id -> {
                  Row course = courses.get(id);
                  String name = course == null ? "" : course.text("name");
                  return name
                      + "\n"
                      + switch (source) {
                        case "name" -> "";
                        case "about" -> course == null ? "" : course.text("about");
                        default -> profiles.getOrDefault(id, "");
                      };
                })
            .toList();
    return TextSpace.of(source, LatentEncoder.fit(texts, DIMENSION), texts);
  }

  private Map<String, String> profiles() {
    Map<String, String> profiles = new TreeMap<>();
    Path file = folder.resolve("llm_response_item.json.gz");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      JsonNode all = StrictJson.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      all.properties().forEach(one -> profiles.put(one.getKey(), one.getValue().asText()));
      return profiles;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file + " is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file, e);
    }
  }
}
