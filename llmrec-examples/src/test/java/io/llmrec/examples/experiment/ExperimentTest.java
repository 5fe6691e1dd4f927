package io.llmrec.examples.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.eval.EvalCase;
import io.llmrec.core.eval.Split;
import io.llmrec.core.eval.Splits;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentTest {

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
  void measuresEverySystem(@TempDir Path folder) {
    ExperimentResult result = three().run(folder, Tiny.silent());

    assertEquals(1.0, result.system("Next").mean("ndcg@3"));
    assertEquals(5, result.system("Random").seeds().size());
    assertTrue(result.system("Random").deviation("ndcg@3").isPresent());
    assertTrue(result.system("Next").deviation("ndcg@3").isEmpty());
    assertEquals(List.of(1, 1, 5), calls());
    assertEquals("Next", result.best().orElseThrow().name());
  }

  @Test
  void takesTheMeanOverSeedsPerCase(@TempDir Path folder) {
    ExperimentResult result = three().run(folder, Tiny.silent());
    SystemResult system = result.system("Random");

    double ofMeans =
        system.seeds().stream().mapToDouble(one -> one.mean("ndcg@3")).average().orElseThrow();

    assertEquals(ofMeans, system.mean("ndcg@3"), 1e-12);
    assertEquals(ofMeans, system.interval("ndcg@3").orElseThrow().mean(), 1e-12);
  }

  @Test
  void choosesOnValidationAndNeverShowsATestCase(@TempDir Path folder) {
    List<EvalCase> seen = new ArrayList<>();
    List<Split> splits = new ArrayList<>();
    List<Integer> trained = new ArrayList<>();
    TestedSystem tuned =
        TestedSystem.tuned(
            "Next",
            List.of(2, 1, 3),
            step ->
                (split, seed) -> {
                  splits.add(split);
                  trained.add(step);
                  Trained.Finder finder = (Trained.Finder) Tiny.next(next, step).train(split, seed);
                  return Trained.recommends(
                      (asked, k) -> {
                        synchronized (seen) {
                          seen.add(asked);
                        }
                        return finder.system().recommend(asked, k);
                      });
                });

    ExperimentResult result = Tiny.experiment().system(tuned).run(folder, Tiny.silent());

    Split whole = Splits.leaveLastOut(Tiny.data().interactions());
    assertTrue(splits.stream().allMatch(split -> split.test().isEmpty()));
    assertEquals(List.of(2, 1, 3, 1), trained);
    assertEquals(Set.copyOf(whole.validation()), Set.copyOf(seen.subList(0, 30)));
    assertEquals(Set.copyOf(whole.test()), Set.copyOf(seen.subList(30, 40)));
    assertEquals("1", result.system("Next").setting());
  }

  @Test
  void comparesWithTheBaselineAndCorrects(@TempDir Path folder) {
    ExperimentResult result = three().baseline("Random").run(folder, Tiny.silent());

    List<Comparison> all = result.comparisons();

    assertEquals(
        List.of("Pop ndcg@3", "Next ndcg@3", "Pop recall@3", "Next recall@3"),
        all.stream().map(one -> one.system() + " " + one.metric()).toList());
    Comparison best = all.get(1);
    double expected = result.system("Next").mean("ndcg@3") - result.system("Random").mean("ndcg@3");
    assertEquals(expected, best.difference().orElseThrow().mean(), 1e-12);
    assertTrue(best.adjusted() >= best.p());
  }

  @Test
  void saysWhatItDoesAndHowFarItIs(@TempDir Path folder) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    three().run(folder, new PrintStream(bytes, true, StandardCharsets.UTF_8));

    String printed = bytes.toString(StandardCharsets.UTF_8);
    assertTrue(printed.contains("cell 1 of 7: Pop\n"), printed);
    assertTrue(printed.contains("cell 7 of 7: Random, seed 5\n"), printed);
    assertTrue(printed.contains("asked 10 cases in"), printed);
    assertTrue(printed.contains(" left\n"), printed);
  }

  @Test
  void refusesWhatCannotBeRun(@TempDir Path folder) {
    assertEquals("experiment 'empty' has no data", refusal(Experiment.named("empty"), folder));
    assertEquals("an experiment must have at least 1 system", refusal(Tiny.experiment(), folder));
    assertEquals(
        "baseline must be one of [Pop, Next, Random], was 'EASE'",
        refusal(three().baseline("EASE"), folder));
    assertEquals(
        "systems must differ, 'Pop' is there twice",
        refusal(three().system("Pop", "", Tiny.popular(popular)), folder));
    assertEquals(
        "settings of 'Next' cannot be chosen: the split leaves no validation case",
        refusal(
            Tiny.experiment()
                .split("all for the test", all -> Splits.coldUsers(all, 0.5, 2, 1))
                .system(TestedSystem.tuned("Next", List.of(1, 2), n -> Tiny.next(next, n))),
            folder));
    assertFalse(Files.exists(folder.resolve("report.html")));
  }

  @Test
  void refusesNamesAndGridsThatTellNothing() {
    assertThrows(IllegalArgumentException.class, () -> Experiment.named("../x"));
    assertThrows(
        IllegalArgumentException.class,
        () -> TestedSystem.tuned("x", Arrays.asList(1, 1), n -> Tiny.next(next, n)));
    assertThrows(
        IllegalArgumentException.class,
        () -> TestedSystem.tuned("x", List.of(1), n -> Tiny.next(next, n)));
  }

  private static String refusal(Experiment experiment, Path folder) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> experiment.run(folder, Tiny.silent()))
            .getMessage());
  }
}
