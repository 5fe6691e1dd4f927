package io.llmrec.core.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.compute.Draws;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every method that learns a taste has in common. */
class LearningTest {

  private static final List<String> ITEMS =
      List.of("a0", "a1", "a2", "a3", "a4", "b0", "b1", "b2", "b3", "b4", "unknown");

  private enum Method {
    ITEM_KNN {
      @Override
      ItemScorer train(List<Interaction> events, int threads) {
        return Baselines.itemKnn(events, ItemKnnOptions.defaults(), threads);
      }
    },
    BPR {
      @Override
      ItemScorer train(List<Interaction> events, int threads) {
        return Baselines.bpr(events, new BprOptions(8, 30, 0.05, 0.01, 3), threads);
      }
    },
    EASE {
      @Override
      ItemScorer train(List<Interaction> events, int threads) {
        return Baselines.ease(events, new EaseOptions(1, 1000), threads);
      }
    },
    ALS {
      @Override
      ItemScorer train(List<Interaction> events, int threads) {
        return Baselines.als(events, new AlsOptions(2, 2, 0.1, 10, 3), threads);
      }
    };

    abstract ItemScorer train(List<Interaction> events, int threads);
  }

  @ParameterizedTest
  @EnumSource
  void ranksTheUsersOwnTasteFirst(Method method) {
    ItemScorer scorer = method.train(Events.twoTastes(), 2);

    double[] ofA = scorer.score(Events.user("a0", "a1"), ITEMS);
    double[] ofB = scorer.score(Events.user("b3"), ITEMS);

    // Not every method says something for the items of the history itself.
    assertTrue(least(ofA, 2, 5) > most(ofA, 5, 10), Arrays.toString(ofA));
    assertTrue(Math.min(least(ofB, 5, 8), ofB[9]) > most(ofB, 0, 5), Arrays.toString(ofB));
  }

  @ParameterizedTest
  @EnumSource
  void threadsChangeNoBit(Method method) {
    List<Interaction> events = crowd();
    List<String> ids = events.stream().map(Interaction::itemId).distinct().toList();
    UserContext user = Events.user("i1", "i5", "i250");

    double[] onOne = method.train(events, 1).score(user, ids);
    double[] onThree = method.train(events, 3).score(user, ids);

    assertArrayEquals(onOne, onThree);
  }

  @ParameterizedTest
  @EnumSource
  void orderOfTheInteractionsDoesNotMatter(Method method) {
    List<Interaction> backwards = new ArrayList<>(Events.twoTastes());
    Collections.reverse(backwards);

    double[] scores = method.train(backwards, 2).score(Events.user("a0"), ITEMS);

    assertArrayEquals(method.train(Events.twoTastes(), 2).score(Events.user("a0"), ITEMS), scores);
  }

  @ParameterizedTest
  @EnumSource
  void whatSpeaksAgainstAnItemIsNoChoice(Method method) {
    List<Interaction> events = new ArrayList<>(Events.twoTastes());
    events.add(Events.of("u0", "b0", 1));
    events.add(Events.of("u0", "b0", -1));
    events.add(Events.of("u1", "b0", 0));
    UserContext user =
        UserContext.of("x", List.of(Events.of("x", "a0", 1), Events.of("x", "b1", -2)));

    double[] scores = method.train(events, 2).score(user, ITEMS);

    assertArrayEquals(method.train(Events.twoTastes(), 2).score(Events.user("a0"), ITEMS), scores);
  }

  @ParameterizedTest
  @EnumSource
  void scoresEverythingZeroWithoutInteractions(Method method) {
    double[] scores = method.train(List.of(), 2).score(Events.user("a0"), ITEMS);

    assertArrayEquals(new double[ITEMS.size()], scores);
  }

  @ParameterizedTest
  @EnumSource
  void saysNothingPersonalToAUserWithoutAKnownItem(Method method) {
    ItemScorer scorer = method.train(Events.twoTastes(), 2);

    double[] ofNew = scorer.score(UserContext.cold("new"), ITEMS);

    assertArrayEquals(ofNew, scorer.score(Events.user("unknown", "gone"), ITEMS));
    if (method != Method.BPR) {
      assertArrayEquals(new double[ITEMS.size()], ofNew);
    }
  }

  @ParameterizedTest
  @EnumSource
  void learnsFromUsersWhoChoseEverything(Method method) {
    List<Interaction> events = new ArrayList<>(Events.by("u", "x", "y"));
    events.addAll(Events.by("v", "x", "y"));

    double[] scores = method.train(events, 2).score(Events.user("x"), List.of("x", "y"));

    assertFalse(Double.isNaN(scores[0] + scores[1]));
  }

  @ParameterizedTest
  @EnumSource
  void refusesToTrainOnNoThreads(Method method) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> method.train(Events.twoTastes(), 0));
    assertEquals("threads must be at least 1, was 0", refusal.getMessage());
  }

  /** 300 items, so that BPR works in several blocks and EASE too. */
  private static List<Interaction> crowd() {
    Draws draws = Draws.of(5);
    List<Interaction> events = new ArrayList<>();
    for (int user = 0; user < 200; user++) {
      for (int i = 0; i < 8; i++) {
        events.add(Events.of("u" + user, "i" + draws.below(300), 1));
      }
    }
    return events;
  }

  private static double least(double[] scores, int from, int to) {
    return Arrays.stream(scores, from, to).min().orElseThrow();
  }

  private static double most(double[] scores, int from, int to) {
    return Arrays.stream(scores, from, to).max().orElseThrow();
  }
}
