package io.llmrec.examples.ctr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.examples.ctr.CtrSplit.Part;
import io.llmrec.rank.feature.Feature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class CourseDataTest {

  private static CourseData data(int users) {
    Path shared = Path.of(System.getProperty("llmrec.shared", "../../shared"));
    Path set = shared.resolve("data/mooc_zh");
    Assumptions.assumeTrue(
        Files.isDirectory(set), () -> "skipped: " + set + " is not there; set -Dllmrec.shared");
    return new CourseData(shared, users);
  }

  @Test
  void drawsFourCoursesOfTheSamePartForEachOneTaken() {
    CourseData.Sampled sampled = data(60).coldCourses(1);
    Ratings ratings = sampled.ratings();

    assertEquals(60, ratings.users().size());
    for (Part part : List.of(Part.TRAIN, Part.VALIDATION, Part.TEST)) {
      int[] rows = sampled.split().rows(part);
      long taken = IntStream.of(rows).filter(ratings::liked).count();
      assertTrue(taken > 0);
      assertEquals((1 + CourseData.NEGATIVES) * taken, rows.length, part.toString());
    }
    Set<Integer> train = items(sampled, Part.TRAIN);
    assertTrue(items(sampled, Part.TEST).stream().noneMatch(train::contains));
  }

  private static Set<Integer> items(CourseData.Sampled sampled, Part part) {
    Set<Integer> items = new HashSet<>();
    for (int row : sampled.split().rows(part)) {
      items.add(sampled.ratings().item()[row]);
    }
    return items;
  }

  @Test
  void tellsOfCoursesByTexts() {
    CourseData data = data(60);
    CourseData.Sampled sampled = data.coldCourses(1);
    List<TextSpace> spaces = new ArrayList<>();
    spaces.add(data.space("name", sampled.ratings().items()));

    RankingTask task = CourseTask.of(sampled, spaces);

    assertEquals(
        List.of("user", "history", "name_quality", "name_affinity", "name_neighbours", "name"),
        task.features().stream().map(Feature::name).toList());
    assertEquals(spaces.get(0).vectors().length, sampled.ratings().items().size());
  }
}
