package io.llmrec.embed.architecture;

import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.Value;

/** A network from token ids to a vector for each token. */
public interface EncoderGraph {

  /**
   * Names of the tensors of a batch, all of whole numbers and of shape [batch, length].
   *
   * @param ids of the tokens, shorter texts filled up at the end
   * @param mask 1 where there is a token, 0 where the row was filled up
   * @param segments 0, or 1 in the second text of a pair
   */
  record Batch(Value ids, Value mask, Value segments) {}

  /**
   * Vectors of the tokens, [batch, length, width].
   *
   * @param first after the first layer
   * @param last after the last one
   */
  record Hidden(Value first, Value last) {}

  /** Writes the network's operations. */
  Hidden hidden(MethodBuilder method, Batch batch);

  /** The length of a token's vector. */
  int width();

  /** The number of tokens there are; ids must be below it. */
  int vocabulary();

  /** The longest input in tokens, special ones included. */
  int maxTokens();

  /** How the vectors become one where nothing else says it. */
  Pooling defaultPooling();
}
