package io.llmrec.examples.ctr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.examples.ctr.TextTask.Telling;
import io.llmrec.rank.text.LabelledTexts;
import io.llmrec.rank.text.RowText;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextTaskTest {

  @TempDir static Path folder;

  private static FilmData data;
  private static CtrlTask films;

  @BeforeAll
  static void read() {
    TinyFilms.write(folder);
    data = new FilmData(folder, folder.resolve("work"));
    films = new CtrlTask(data, "");
  }

  private static TextTask task(String split, int most) {
    return new TextTask(data, films, split, most);
  }

  @Test
  void drawsRowsOfEitherHalfInTime() {
    TextTask task = task(CtrlTask.BY_TIME, 50);

    long[] seconds = data.ratings().seconds();
    long last = IntStream.of(task.older()).mapToLong(row -> seconds[row]).max().orElseThrow();
    long first = IntStream.of(task.later()).mapToLong(row -> seconds[row]).min().orElseThrow();
    assertTrue(last <= first);
    assertEquals(50, task.older().length);
    assertEquals(100, Arrays.stream(task.train()).distinct().count());
    assertArrayEquals(task.older(), task(CtrlTask.BY_TIME, 50).older());
  }

  @Test
  void numbersUsersAsTheyCome() {
    TextTask task = task(CtrlTask.BY_TIME, 50);

    int[] users = task.users();

    assertEquals(task.test().length, users.length);
    assertEquals(0, users[0]);
    int[] different =
        IntStream.of(task.test()).map(row -> data.ratings().user()[row]).distinct().toArray();
    assertArrayEquals(
        IntStream.range(0, different.length).toArray(), IntStream.of(users).distinct().toArray());
  }

  @Test
  void newFilmsAreInNoHistoryAndNeutralRatingsNowhere() {
    TextTask task = task(TextTask.COLD, 50);

    Set<Integer> tested =
        IntStream.of(task.test()).map(task::film).boxed().collect(Collectors.toSet());
    for (int[] rows : List.of(task.counted(), task.validation(), task.test())) {
      for (int row : rows) {
        assertFalse(data.ratings().stars()[row] == CtrlTask.NEUTRAL);
        assertTrue(
            task.before(row, 100).stream()
                .allMatch(
                    at ->
                        !tested.contains(task.film(at))
                            && data.ratings().stars()[at] != CtrlTask.NEUTRAL));
      }
    }
  }

  @Test
  void historiesAreThoseBeforeTheRowTheLatestLast() {
    TextTask task = task(CtrlTask.BY_TIME, 50);
    int row = task.test()[0];

    List<Integer> before = task.before(row, 4);

    assertEquals(4, before.size());
    assertEquals(before.stream().sorted().toList(), before);
    assertTrue(before.get(3) < row);
    assertEquals(data.ratings().user()[row], data.ratings().user()[before.get(0)]);
  }

  @Test
  void wordsTellWhatWasLikedWhenAskedTo() {
    TextTask task = task(CtrlTask.BY_TIME, 50);
    int row = task.test()[0];
    int last = task.before(row, 1).get(0);

    RowText titles = task.text(row, Telling.TITLES);
    RowText labels = task.text(row, Telling.LABELS);

    String title = films.title(task.film(last));
    assertEquals(title, titles.history().get(titles.history().size() - 1));
    assertEquals(
        title + (task.liked(last) ? " liked" : " disliked"),
        labels.history().get(labels.history().size() - 1));
    assertEquals(titles.item(), labels.item());
    assertEquals(films.sentence(task.film(row)), titles.item());
  }

  @Test
  void labelledRowsAreTheTextsWithWhatCame() {
    TextTask task = task(CtrlTask.BY_TIME, 50);
    int[] rows = {task.test()[0], task.test()[1]};

    LabelledTexts labelled = task.labelled(rows, Telling.TITLES);

    assertEquals(2, labelled.count());
    assertEquals(task.texts(rows, Telling.TITLES), List.of(labelled.text(0), labelled.text(1)));
    assertEquals(task.labels(rows)[1], labelled.positive(1));
  }
}
