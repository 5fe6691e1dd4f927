package io.llmrec.core.eval;

import static io.llmrec.core.eval.Events.at;
import static io.llmrec.core.eval.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.enrich.Provenance;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeakReportTest {

  private static final List<Interaction> TRAIN =
      List.of(at("u", "a", 10), at("v", "b", 20), at("u", "c", 50));

  private static EvalCase asked(String user, String item, long second, Interaction... history) {
    return new EvalCase(UserContext.of(user, List.of(history)), Set.of(item), Events.time(second));
  }

  @Test
  void saysInWordsWhatTrainKnows() {
    EvalCase repeated = asked("u", "a", 40, at("u", "a", 10));
    EvalCase fresh = asked("v", "d", 60, at("v", "b", 20));

    LeakReport report = LeakReport.of(new Split(TRAIN, List.of(), List.of(repeated, fresh)));

    assertEquals(
        """
        validation items that their user has in train: 0 of 0
        validation items that the case's own history holds: 0 of 0
        validation cases whose user's later interactions are in train: 0 of 0
        validation cases before the end of train: 0 of 0
        test items that their user has in train: 1 of 2, for example item 'a' of case \
        'u@2026-01-01T00:00:40Z'
        test items that the case's own history holds: 1 of 2, for example item 'a' of case \
        'u@2026-01-01T00:00:40Z'
        test cases whose user's later interactions are in train: 1 of 2, for example case \
        'u@2026-01-01T00:00:40Z'
        test cases before the end of train: 1 of 2, for example case 'u@2026-01-01T00:00:40Z'""",
        report.toString());
    assertFalse(report.clean());
  }

  @Test
  void aSplitByTimeOfNewItemsIsClean() {
    List<Interaction> events =
        List.of(at("u", "a", 10), at("v", "b", 11), at("u", "c", 20), at("v", "d", 30));

    Split split = Splits.globalTime(events, Events.time(20), Events.time(30));

    assertTrue(LeakReport.of(split).clean());
  }

  @Test
  void checksThatColdIsCold() {
    Split split =
        new Split(TRAIN, List.of(), List.of(asked("u", "b", 60), asked("new", "new", 60)));

    List<LeakReport.Check> checks =
        new LeakReport(List.of()).withColdItems(split).withColdUsers(split).checks();

    assertEquals(
        "cold test items in train: 1 of 2, for example item 'b' of case 'u@2026-01-01T00:01:00Z'",
        checks.get(0).toString());
    assertEquals(
        "cold test users in train: 1 of 2, for example case 'u@2026-01-01T00:01:00Z'",
        checks.get(1).toString());
  }

  @Test
  void theColdSplitsAreCold() {
    Split items = Splits.coldItems(TRAIN, 0.5, 1);
    Split users = Splits.coldUsers(TRAIN, 0.5, 0, 1);
    LeakReport none = new LeakReport(List.of());

    assertTrue(none.withColdItems(items).clean());
    assertTrue(none.withColdUsers(users).clean());
  }

  @Test
  void checksTheDatesOfProfiles() {
    List<EvalCase> cases = List.of(asked("u", "x", 40), asked("v", "y", 60));

    LeakReport report =
        new LeakReport(List.of())
            .withDates("profiles", cases, one -> List.of(Events.time(50), Events.time(1)));

    assertEquals(
        "profiles dated after their case: 1 of 4, for example 2026-01-01T00:00:50Z for case"
            + " 'u@2026-01-01T00:00:40Z'",
        report.toString());
  }

  @Test
  void theGuardLetsPassWhatIsNotLater() {
    AsOfGuard.require("profile", Events.time(10), Events.time(10));

    assertTrue(AsOfGuard.admits(Events.time(10), Events.time(10)));
    assertFalse(AsOfGuard.admits(Events.time(11), Events.time(10)));
  }

  @Test
  void theGuardRefusesWhatKnowsTheFuture() {
    Provenance provenance = new Provenance("some-model", "", "hash", Events.time(11));

    assertRefused(
        "profile of user 'u' by some-model knows data up to 2026-01-01T00:00:11Z and must not be"
            + " used for a sample of 2026-01-01T00:00:10Z",
        () -> AsOfGuard.require("profile of user 'u'", provenance, Events.time(10)));
  }
}
