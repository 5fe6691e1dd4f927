package io.llmrec.examples.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.eval.EvalCase;
import io.llmrec.core.eval.Splits;
import io.llmrec.core.user.Interaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The experiments that can be started, on a few made-up users, and their data where it is. */
class DeclaredExperimentsTest {

  private static SharedData shared() {
    Path folder = Path.of(System.getProperty("llmrec.shared", "../../shared"));
    Assumptions.assumeTrue(
        Files.isDirectory(folder.resolve("data/llmrank")),
        () -> "skipped: there is no data/llmrank in " + folder);
    return new SharedData(folder);
  }

  @Test
  void ranksEverythingWithEveryPlainMethodAndSasRec(@TempDir Path folder) {
    ExperimentResult result = Ml1mFullRanking.experiment(Tiny.data()).run(folder, Tiny.silent());

    assertEquals(
        List.of("Pop", "decayed Pop", "item-kNN", "EASE", "ALS", "BPR", "SASRec"),
        result.systems().stream().map(SystemResult::name).toList());
    assertEquals(5, result.system("BPR").seeds().size());
    assertTrue(result.markdown().contains("recall@50"));
  }

  @Test
  void putsPlainMethodsBesidePublishedRows(@TempDir Path folder) {
    String tables =
        LlmRankProtocol.onFilms(LlmRankProtocol.ofAll(Tiny.data(40)))
            .run(folder, Tiny.silent())
            .tables();

    assertTrue(
        tables.contains(
            "| random, exact (every order equally likely) | 5.00 | 14.74 | 22.72 | 35.20 |"),
        tables);
    assertTrue(
        tables.contains(
            "| BPRMF, published (Hou et al. 2024, Table 2) | 34.60 | 59.87 | 64.29 | 65.39 |"),
        tables);
  }

  @Test
  void readsMovieLensInTheOrderOfEachUser() {
    DataSet films = shared().ratedFilms();

    List<Interaction> ratings = films.interactions();

    assertEquals(999_605, ratings.size());
    assertEquals(6040, ratings.stream().map(Interaction::userId).distinct().count());
    assertEquals(6040, Splits.leaveLastOut(ratings).test().size());
    assertEquals(
        films.catalog().size(), ratings.stream().map(Interaction::itemId).distinct().count());
  }

  @Test
  void givesEachUserOfThePublishedListTwentyGames() {
    SharedData shared = shared();
    DataSet games = shared.games();
    Map<String, List<String>> lists = shared.candidates("Games.random");
    Candidates candidates = Candidates.given("published", lists, 19);

    List<EvalCase> cases =
        Splits.leaveLastOut(games.interactions()).test().stream()
            .filter(one -> lists.containsKey(one.user().id()))
            .toList();

    assertEquals(440_264, games.interactions().size());
    assertEquals(200, cases.size());
    for (EvalCase asked : cases) {
      List<String> given = candidates.of(asked);
      assertEquals(20, Set.copyOf(given).size());
      assertTrue(given.containsAll(asked.relevant()));
      assertTrue(given.stream().allMatch(id -> games.catalog().find(id) != null));
    }
  }

  @Test
  void saysWhichFolderIsMissing() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> SharedData.of(new String[] {"no-such-folder"}));

    assertEquals(
        "give the folder that holds data/ml1m_full and data/llmrank as the first argument, was"
            + " 'no-such-folder'",
        e.getMessage());
  }
}
