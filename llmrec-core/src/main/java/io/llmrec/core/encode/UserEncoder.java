package io.llmrec.core.encode;

import io.llmrec.core.user.UserContext;
import java.util.List;
import java.util.Optional;

/**
 * Turns users into vectors of the items' space: a user lies close to the items that suit them.
 *
 * <p>Safe for use by several threads. Online speed: called once per request.
 */
@FunctionalInterface
public interface UserEncoder {

  /** One place per user, in the order given, empty for a user of whom too little is known. */
  List<Optional<Embedding>> encode(List<UserContext> users);

  /**
   * The mean of the vectors of the items the user dealt with, each weighted by the interaction's
   * value (none at or below 0) and by its age: an event counts half as much as the one {@code
   * halfLife} events later.
   *
   * @param vectors knows the items; events with others are passed over
   * @param maxEvents how many of the latest events count, at least 1
   * @param halfLife in events, more than 0
   */
  static UserEncoder recencyWeighted(ItemVectors vectors, int maxEvents, double halfLife) {
    return mean(MultiVectorUserEncoder.history(vectors, maxEvents, halfLife));
  }

  /** The weighted mean of the vectors that another encoder gives, empty where they cancel out. */
  static UserEncoder mean(MultiVectorUserEncoder points) {
    return new PooledUserEncoder(points, PooledUserEncoder::mean);
  }

  /**
   * Attention of the vectors that another encoder gives to each other, {@link Attention#selfPool}:
   * unlike in the mean, what many of them have in common counts more than what stands alone. Needs
   * no training.
   *
   * @param temperature see {@link Attention#Attention}; 0.1 to 0.3 is usual for text vectors
   */
  static UserEncoder selfAttention(MultiVectorUserEncoder points, double temperature) {
    return new PooledUserEncoder(points, new Attention(temperature)::selfPool);
  }
}
