package io.llmrec.core.baseline;

import io.llmrec.core.compute.Draws;
import io.llmrec.core.compute.Workers;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Stochastic gradient steps on several threads that give the same vectors as on one.
 *
 * <p>Users and items are parted into as many blocks. In each of as many rounds, every block of
 * users learns from its choices in another block of items, and the items not chosen are drawn from
 * that block too: no two threads ever touch the same vector, and nothing depends on who is faster.
 * The items are parted anew, at random, in every epoch, so that all pairs of items meet. (Rounds as
 * in Gemulla et al., "Large-scale matrix factorization with distributed stochastic gradient
 * descent", 2011.)
 */
final class BprTrainer {

  /** As many threads can work at once. */
  private static final int MAX_BLOCKS = 16;

  /** Smaller blocks would leave few items to draw from. */
  private static final int LEAST_ITEMS = 64;

  /** A user who chose nearly all items of a block skips the choice after so many draws. */
  private static final int MAX_DRAWS = 20;

  private final Choices choices;
  private final BprOptions options;
  private final Workers workers;
  private final BprVectors vectors;
  private final int blocks;

  private BprTrainer(Choices choices, BprOptions options, Workers workers) {
    this.choices = choices;
    this.options = options;
    this.workers = workers;
    int items = choices.items().count();
    vectors = BprVectors.random(choices.users().length, items, options);
    blocks = Math.max(1, Math.min(MAX_BLOCKS, items / LEAST_ITEMS));
  }

  static BprVectors train(Choices choices, BprOptions options, Workers workers) {
    BprTrainer trainer = new BprTrainer(choices, options, workers);
    for (int epoch = 0; epoch < options.epochs(); epoch++) {
      trainer.epoch(epoch);
    }
    return trainer.vectors;
  }

  private void epoch(int epoch) {
    BprParts items =
        BprParts.random(choices.items().count(), blocks, Draws.of(options.seed(), epoch));
    BprPairs[] pairs = new BprPairs[blocks];
    workers.run(blocks, b -> pairs[b] = BprPairs.of(choices.users(), b, items));
    for (int round = 0; round < blocks; round++) {
      int shift = round;
      workers.run(
          blocks,
          b ->
              learn(
                  pairs[b],
                  (b + shift) % blocks,
                  items,
                  Draws.of(options.seed(), epoch, b, shift)));
    }
  }

  private void learn(BprPairs pairs, int itemBlock, BprParts items, Draws draws) {
    float rate = (float) options.learningRate();
    float regularization = (float) options.regularization();
    int from = pairs.start(itemBlock);
    int[] order = IntStream.range(from, pairs.start(itemBlock + 1)).toArray();
    draws.shuffle(order, 0, order.length);
    for (int at : order) {
      int user = pairs.user(at);
      int other = notChosen(choices.users()[user], itemBlock, items, draws);
      if (other >= 0) {
        vectors.step(user, pairs.item(at), other, rate, regularization);
      }
    }
  }

  private static int notChosen(Row row, int block, BprParts items, Draws draws) {
    for (int i = 0; i < MAX_DRAWS; i++) {
      int item = items.draw(block, draws);
      if (Arrays.binarySearch(row.numbers(), item) < 0) {
        return item;
      }
    }
    return -1;
  }
}
