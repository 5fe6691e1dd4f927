package io.llmrec.examples.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.eval.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a further run makes anew. */
class CellReuseTest {

  private final AtomicInteger popular = new AtomicInteger();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger random = new AtomicInteger();

  private Experiment three() {
    return Tiny.experiment()
        .system("Pop", "", Tiny.popular(popular))
        .system("Next", "one step", Tiny.next(next, 1))
        .system(TestedSystem.of("Random", "", Tiny.random(random)).withSeeds(5));
  }

  private List<Integer> calls() {
    return List.of(popular.get(), next.get(), random.get());
  }

  @Test
  void trainsNothingAgainWhenNothingChanged(@TempDir Path folder) {
    String first = three().run(folder, Tiny.silent()).tables();

    String second = three().run(folder, Tiny.silent()).tables();

    assertEquals(List.of(1, 1, 5), calls());
    assertEquals(first, second);
  }

  @Test
  void aChangedSettingMakesItsOwnCellsAlone(@TempDir Path folder) {
    three().run(folder, Tiny.silent());

    Tiny.experiment()
        .system("Pop", "", Tiny.popular(popular))
        .system("Next", "two steps", Tiny.next(next, 2))
        .system(TestedSystem.of("Random", "", Tiny.random(random)).withSeeds(6))
        .run(folder, Tiny.silent());

    assertEquals(List.of(1, 2, 6), calls());
  }

  @Test
  void aChangedVersionMakesItsCellsAnew(@TempDir Path folder) {
    three().run(folder, Tiny.silent());

    Tiny.experiment()
        .system(TestedSystem.of("Pop", "", Tiny.popular(popular)).withVersion("2"))
        .run(folder, Tiny.silent());

    assertEquals(2, popular.get());
  }

  @Test
  void aFurtherMetricOfNoLongerListsTrainsNothing(@TempDir Path folder) {
    three().run(folder, Tiny.silent());

    ExperimentResult result =
        three()
            .metrics(Metric.ndcg(3), Metric.reciprocalRank(2))
            .primary("mrr@2")
            .run(folder, Tiny.silent());

    assertEquals(List.of(1, 1, 5), calls());
    assertEquals(1.0, result.system("Next").mean("mrr@2"));
  }

  @Test
  void otherDataMakesAllCellsAnew(@TempDir Path folder) {
    three().run(folder, Tiny.silent());
    DataSet data = Tiny.data();
    List<Item> items = new ArrayList<>(data.catalog().stream().toList());
    items.set(0, Item.of("i0", "Another title"));

    three()
        .data(new DataSet("tiny", Catalog.of(items), data.interactions()))
        .run(folder, Tiny.silent());

    assertEquals(List.of(2, 2, 10), calls());
  }

  @Test
  void goesOnWhereItWasKilled(@TempDir Path folder) {
    Trainer killed =
        (split, seed) -> {
          if (seed == 3) {
            throw new IllegalStateException("killed");
          }
          return Tiny.random(random).train(split, seed);
        };
    Experiment dying =
        Tiny.experiment()
            .system("Pop", "", Tiny.popular(popular))
            .system(TestedSystem.of("Random", "", killed).withSeeds(5));
    assertThrows(IllegalStateException.class, () -> dying.run(folder, Tiny.silent()));
    assertEquals(List.of(1, 0, 2), calls());

    three().run(folder, Tiny.silent());

    assertEquals(List.of(1, 1, 5), calls());
  }

  @Test
  void aDamagedCellIsMadeAnew(@TempDir Path folder) throws IOException {
    three().run(folder, Tiny.silent());
    try (Stream<Path> cells = Files.list(folder.resolve("cells"))) {
      for (Path cell : cells.toList()) {
        String text = Files.readString(cell);
        if (text.contains("\nNext\n")) {
          Files.writeString(cell, text.replaceFirst("\ti5", "\ti6"));
        }
      }
    }

    three().run(folder, Tiny.silent());

    assertEquals(List.of(1, 2, 5), calls());
  }

  @Test
  void newTestCasesChooseNothingAnew(@TempDir Path folder) {
    TestedSystem tuned = TestedSystem.tuned("Next", List.of(2, 1), step -> Tiny.next(next, step));
    Tiny.experiment().system(tuned).run(folder, Tiny.silent());

    Tiny.experiment()
        .split(
            "no answers to be found",
            interactions -> Tiny.withoutAnswers(Tiny.data().interactions()))
        .system(tuned)
        .run(folder, Tiny.silent());

    assertEquals(4, next.get());
  }
}
