package io.llmrec.rank.ctr;

/** Trains a model's tower before it learns to predict. */
@FunctionalInterface
public interface Pretraining {

  /** Changes the arrays of the tower's weights and tables. */
  void train(RowTower tower);
}
