package io.llmrec.core.encode;

import io.llmrec.core.user.UserContext;
import io.llmrec.core.user.UserTexts;
import java.util.List;

/**
 * Turns users into several weighted vectors each, in the items' space: one per item they dealt
 * with, per text they wrote, or per interest they have.
 *
 * <p>{@link UserEncoder#mean} and {@link UserEncoder#selfAttention} make one vector of them. Safe
 * for use by several threads. Online speed: called once per request.
 */
@FunctionalInterface
public interface MultiVectorUserEncoder {

  /** One list per user, in the order given, empty for a user of whom too little is known. */
  List<List<WeightedEmbedding>> encode(List<UserContext> users);

  /**
   * The vectors of the items the user dealt with, the latest first, each weighted by the
   * interaction's value (none at or below 0) and by its age: an event counts half as much as the
   * one {@code halfLife} events later.
   *
   * @param vectors knows the items; events with others are passed over
   * @param maxEvents how many of the latest events count, at least 1
   * @param halfLife in events, more than 0
   */
  static MultiVectorUserEncoder history(ItemVectors vectors, int maxEvents, double halfLife) {
    return new HistoryVectors(vectors, maxEvents, halfLife);
  }

  /**
   * The vectors of texts by and about the user, the latest first, each weighted by its age: a text
   * counts half as much as the one {@code halfLife} texts later. With {@link
   * UserEncoder#selfAttention} on top it is a user encoder from texts alone; with {@code
   * Ranker.attention} those texts count most that are closest to the item in question (after Qiu et
   * al., "U-BERT: pre-training user representations for improved recommendation", 2021, here over
   * any text encoder and without training).
   *
   * <p>Texts that know more than the moment {@link UserTextOptions#asOf} are left out, blank ones
   * too.
   *
   * @param encoder of the same space as the items' vectors; all texts of a call go in one batch
   */
  static MultiVectorUserEncoder texts(
      TextEncoder encoder, UserTexts texts, UserTextOptions options) {
    return new UserTextVectors(encoder, texts, options);
  }

  /**
   * A user's interests: the vectors that another encoder gives, put into a few groups by Ward's
   * method, and of each group the weighted mean, the heaviest first (as in Pal et al., "PinnerSage:
   * multi-modal user embedding framework for recommendations at Pinterest", 2020). Nothing is
   * drawn: the same vectors give the same groups.
   *
   * @param points gives the vectors to group; their number is cubed in steps per user
   */
  static MultiVectorUserEncoder interests(MultiVectorUserEncoder points, InterestOptions options) {
    return new InterestVectors(points, options);
  }
}
