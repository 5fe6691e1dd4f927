package io.llmrec.examples.ctr;

import io.llmrec.core.compute.Draws;
import io.llmrec.examples.ctr.Ratings.Line;
import io.llmrec.examples.ctr.Ratings.Told;
import java.util.ArrayList;
import java.util.List;

/** Made-up ratings: even users like even items, odd users odd ones. */
final class TinyRatings {

  static final int USERS = 40;
  static final int ITEMS = 50;

  private TinyRatings() {}

  /** Each user has rated half of the items. */
  static List<Line> lines() {
    Draws draws = Draws.of(1);
    List<Line> lines = new ArrayList<>();
    for (int user = 0; user < USERS; user++) {
      int place = 0;
      for (int item = 0; item < ITEMS; item++) {
        if (draws.below(2) == 0) {
          boolean suits = (user + item) % 2 == 0;
          int stars = (suits ? 4 : 2) + draws.below(2);
          Told told = draws.below(5) == 0 ? Told.NO : Told.YES;
          long seconds = 1000L * place + user;
          lines.add(new Line("u" + user, "i" + item, stars, place++, seconds, told));
        }
      }
    }
    return lines;
  }

  static Ratings ratings() {
    return Ratings.of(lines());
  }

  /** The same ratings but for that of one row, which becomes its opposite. */
  static Ratings turned(Ratings ratings, int row) {
    byte[] stars = ratings.stars().clone();
    stars[row] = (byte) (6 - stars[row]);
    return new Ratings(
        ratings.users(),
        ratings.items(),
        ratings.user(),
        ratings.item(),
        stars,
        ratings.seconds(),
        ratings.told());
  }

  /** Items as what they are: the side they are on, and which they are. */
  static TextSpace space(Ratings ratings) {
    List<float[]> vectors = new ArrayList<>();
    for (String id : ratings.items()) {
      int item = Integer.parseInt(id.substring(1));
      float[] vector = new float[4];
      vector[item % 2] = 0.9f;
      vector[2 + item % 3 % 2] = (float) Math.sqrt(1 - 0.81);
      vectors.add(vector);
    }
    return new TextSpace("sides", vectors.toArray(float[][]::new));
  }
}
