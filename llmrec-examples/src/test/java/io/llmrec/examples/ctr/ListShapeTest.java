package io.llmrec.examples.ctr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.VectorTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListShapeTest {

  @Test
  void measuresTheBestOfEachUser() {
    int films = 40;
    List<String> ids = new ArrayList<>();
    List<Embedding> vectors = new ArrayList<>();
    for (int film = 0; film < films; film++) {
      ids.add("f" + film);
      vectors.add(Embedding.of(film % 2 == 0 ? new float[] {1, 0} : new float[] {0, 1}));
    }
    // User 0 has all films and likes the first ten best; user 1 has too few for a list.
    int[] user = new int[films + 5];
    int[] film = new int[films + 5];
    float[] scores = new float[films + 5];
    for (int i = 0; i < user.length; i++) {
      user[i] = i < films ? 0 : 1;
      film[i] = i % films;
      scores[i] = 1 - i / 100f;
    }

    ListShape shape =
        ListShape.of(
            scores,
            user,
            film,
            new ListShape.Films(ids, number -> "leaf" + number / 5, VectorTable.of(ids, vectors)));

    assertEquals(1, shape.users());
    assertEquals(2, shape.coverage());
    assertEquals(List.of(0.2), Arrays.stream(shape.leaves()).boxed().toList());
    // 25 of the 45 pairs are of different kinds.
    assertEquals(25 / 45.0, shape.distance()[0], 1e-6);
  }
}
