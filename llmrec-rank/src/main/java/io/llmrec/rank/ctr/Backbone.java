package io.llmrec.rank.ctr;

/** What joins the fields of a sample to a score. */
public enum Backbone {
  /**
   * A weight for each field, the products of all pairs of fields, and a perceptron (Guo et al.,
   * "DeepFM", 2017). Knowledge enters weights and perceptron, not the pairs.
   */
  DEEP_FM,
  /**
   * Layers of explicit crossing beside a perceptron (Wang et al., "DCN V2: Improved Deep and Cross
   * Network", 2021, the parallel form with full matrices). Knowledge enters as further fields.
   */
  DCN_V2,
  /**
   * The history as the candidate sees it, and a perceptron (Zhou et al., "Deep Interest Network",
   * 2018). Knowledge enters the perceptron.
   */
  DIN,
  /**
   * Fields that attend to each other (Song et al., "AutoInt", 2019); with hidden layers a
   * perceptron beside it. Knowledge enters as further fields.
   */
  AUTO_INT
}
